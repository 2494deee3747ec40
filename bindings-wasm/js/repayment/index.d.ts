// What a loan costs, in a wasm of its own. Amounts are whole fen, rates millionths a year.
export { AnjieflowError, InputError, version } from "../index.js";

/** How a loan is paid back. */
export type Method = "equal_instalment" | "equal_principal" | "interest_first" | "fixed_payment";

/** A rate that changes in mid-term. */
export interface RateChange {
  /** From which period on, counted from one. */
  period: number;
  rate_millionths: number;
  /** The interest of that period, where it is taken by days. */
  interest_fen?: number;
}

/** A loan, and how it is paid back. */
export interface Loan {
  principal_fen: number;
  /** The yearly rate in millionths: 3.5% is 35000. */
  rate_millionths: number;
  /** The term, from 1 to 600. */
  months: number;
  /** Equal instalments when left out. */
  method?: Method;
  /** What is paid a month, with `fixed_payment`. */
  payment_fen?: number;
  /** Rounded to the fen in every period, as in a bank's books, or only at the end, as most websites do it. */
  convention?: "every_period" | "unrounded";
  rate_changes?: readonly RateChange[];
}

/** One payment. */
export interface Payment {
  period: number;
  payment_fen: number;
  principal_fen: number;
  interest_fen: number;
  /** What is owed afterwards. */
  balance_fen: number;
}

/** Every payment, and the sums. */
export interface Schedule {
  rows: Payment[];
  total_payment_fen: number;
  total_interest_fen: number;
}

/** An early payment, and what the contract says of it. */
export interface Prepayment extends Omit<Loan, "convention" | "rate_changes"> {
  /** The day on which the loan was paid out. */
  payout: string;
  /** The day of the month on which instalments are due; that of the payout when left out. */
  due_day?: number;
  /** The day of the early payment; an instalment of that day is paid first. */
  day: string;
  /** How much of the principal; all when left out. */
  sum_fen?: number;
  /** What becomes of the payments that are left: the term is shorter when left out. */
  relief?: "shorter_term" | "shorter_term_levelled" | "smaller_instalment" | "periods_left";
  periods_left?: number;
  asked_on?: string;
  /** The fee: so many months' interest on the sum, … */
  fee_months_of_interest?: number;
  /** … which falls away so many months after the payout; … */
  fee_within_months?: number;
  /** … or a share of the sum by year of the loan. */
  fee_by_year_millionths?: readonly number[];
  sum_min_fen?: number;
  wait_months?: number;
  notice_days?: number;
}

/** What is still paid. */
export interface Totals {
  payments: number;
  first_payment_fen: number;
  last_payment_fen: number;
  total_payment_fen: number;
  total_interest_fen: number;
}

/** What an early payment costs and saves. */
export interface Prepaid {
  sum_fen: number;
  /** On the sum, for the days since the last due day. */
  interest_fen: number;
  fee_fen: number;
  to_pay_fen: number;
  interest_saved_fen: number;
  payments_saved: number;
  /** What would still have been paid without it. */
  before: Totals;
  /** What is still paid with it. */
  after: Totals;
  next_due: string | null;
}

/** One way to read a figure. */
export interface Reading {
  quantity:
    | "first_payment"
    | "last_payment"
    | "first_principal"
    | "first_interest"
    | "decrease"
    | "total_interest"
    | "total_payment";
  convention: "every_period" | "unrounded" | "instalment_times_term" | "rows_added";
  figure_fen: number;
  /** What would have to be another for the figure to be right. */
  slip: { rate_millionths: number } | { months: number } | { method: Method } | null;
  en: string;
  zh: string;
}

/** Where a figure comes from. */
export interface FigureExplained {
  figure_fen: number;
  /** Which ways of computing this loan give it. */
  readings: Reading[];
  /** When none does: with which other input one would. */
  slips: Reading[];
  nearest: Reading | null;
  en: string;
  zh: string;
}

/** Every payment of a loan. Throws an `InputError` that names the bound where one is passed. */
export function schedule(loan: Loan): Schedule;

/** Which convention gives a figure that somebody brings from elsewhere, or what comes nearest. */
export function explainFigure(loan: Loan & { figure_fen: number }): FigureExplained;

/** What an early payment costs and saves, when all is paid that is due by its day. */
export function prepay(prepayment: Prepayment): Prepaid;
