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

/** When a loan is paid back. */
export interface Timing {
  /** The day on which it was paid out; the first payment is due in the month after. */
  payout?: string;
  /** The day of the month on which payments are due; that of the payout when left out. */
  due_day?: number;
  /** How the interest of the first period is counted: as a whole one when left out. */
  first_period?: "whole" | "by_days" | "months_and_days";
  /** How those days are counted: over 360 when left out. */
  day_count?: "actual_360" | "actual_365" | "thirty_360";
  /** In so many months at the beginning only interest is paid. */
  grace_months?: number;
}

/** One payment. */
export interface Payment {
  period: number;
  payment_fen: number;
  principal_fen: number;
  interest_fen: number;
  /** What is owed afterwards. */
  balance_fen: number;
  /** The day it is due, where the payout is told. */
  due?: string;
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

/** Somebody is behind: what was missed, what was paid since, what the contract says. */
export interface Behind {
  /** The contract's yearly rate. */
  rate_millionths: number;
  /** What was not paid of instalments, in the order of their days. */
  missed: readonly { due: string; principal_fen: number; interest_fen: number }[];
  /** The day that is asked about. */
  day: string;
  /** What is added to the rate: half of it, 500000, when left out. */
  penalty_markup_millionths?: number;
  /** Whether unpaid interest bears the penalty rate: it does when left out. */
  compound?: boolean;
  /** So many days after the due day a late payment costs nothing. */
  grace_days?: number;
  /** What was paid since, in the order of its days. */
  paid?: readonly { day: string; amount_fen: number }[];
}

/** An amount by what it is for. */
export interface Parts {
  /** On unpaid interest. */
  compound_fen: number;
  /** On overdue principal. */
  penalty_fen: number;
  interest_fen: number;
  principal_fen: number;
}

/** What is owed on a day, and what became of each payment. */
export interface Arrears {
  penalty_rate_millionths: number;
  owed: Parts & { total_fen: number };
  /** How many instalments are overdue. */
  instalments: number;
  days_past_due: number;
  /** What each payment went to; `left_fen` is what was more than was due by its day. */
  paid: { day: string; applied: Parts & { left_fen: number } }[];
}

/** How often somebody was late (连三累六). */
export interface LateRecord {
  /** The most in a row. */
  in_a_row: number;
  in_all: number;
  is_three_in_a_row: boolean;
  is_six_in_all: boolean;
}

/** A monthly loan that is paid by halves every two weeks. */
export interface Halved extends Pick<Loan, "principal_fen" | "rate_millionths" | "months"> {
  /** What is paid a month, as the bank rounded it; computed when left out. */
  instalment_fen?: number;
  /** What two weeks cost: 14 days over 360 when left out, or a twenty-sixth of the year. */
  fortnight?: "days_over_360" | "part_of_year";
}

/** What paying every two weeks costs and saves. */
export interface Fortnightly {
  monthly_instalment_fen: number;
  /** What is paid every two weeks. */
  payment_fen: number;
  payments: number;
  /** How long it takes, in tenths of a year. */
  years_tenths: number;
  total_payment_fen: number;
  total_interest_fen: number;
  /** How much less interest than by the month. */
  interest_saved_fen: number;
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
export function schedule(loan: Loan & Timing): Schedule;

/** Which convention gives a figure that somebody brings from elsewhere, or what comes nearest. */
export function explainFigure(loan: Loan & { figure_fen: number }): FigureExplained;

/** What an early payment costs and saves, when all is paid that is due by its day. */
export function prepay(prepayment: Prepayment): Prepaid;

/** What is owed on a day by somebody who is behind. */
export function arrears(behind: Behind): Arrears;

/** How often somebody was late, of instalments in their order: true for each that was. */
export function lateRecord(late: readonly boolean[]): LateRecord;

/** Half a monthly instalment every two weeks (双周供), and what that saves. */
export function fortnightly(loan: Halved): Fortnightly;
