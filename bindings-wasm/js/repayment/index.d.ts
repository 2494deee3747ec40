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
