// What a loan costs, in a wasm of its own. Amounts are whole fen, rates millionths a year.
import type { Fen, Millionths } from "../index.js";
export { default, AnjieflowError, InputError, day, fen, version, yuan } from "../index.js";

/** How a loan is paid back. */
export type Method = "equal_instalment" | "equal_principal" | "interest_first" | "fixed_payment";

/** A rate that changes in mid-term. */
export interface RateChange {
  /** From which period on, counted from one. */
  period: number;
  rate_millionths: Millionths;
  /** The interest of that period, where it is taken by days. */
  interest_fen?: Fen | null;
}

/** How days are counted. */
export type DayCount = "actual_360" | "actual_365" | "thirty_360";

/** A rate that follows a published one. */
export interface Floating {
  /** What was published, by rising day. */
  published: readonly { day: string; rate_millionths: Millionths }[];
  /** To which day all publications are here; without it they are monthly, as those of the LPR. */
  known_to?: string;
  /** What the contract adds, or takes off: nothing when left out. */
  spread_millionths?: Millionths;
  /** What it adds from later days on. */
  spread_changes?: readonly { from: string; spread_millionths: Millionths }[];
  /** The day of the year on which it is set anew: 1 January when left out. */
  reset?: "new_year" | "payout";
  /** So often after the day of `cycle_after`; yearly when left out. */
  cycle_months?: 3 | 6 | 12;
  cycle_after?: string;
  /** What becomes of the period of a change: each day has its own rate when left out. */
  change_period?: "split" | "whole" | "from_next";
  /** How the days of a period that is split are counted: over 360 when left out. */
  day_count?: DayCount;
}

/** What is owed, and how it is paid back. */
export interface Debt {
  principal_fen: Fen;
  /** The yearly rate in millionths: 3.5% is 35000. */
  rate_millionths: Millionths;
  /** The term, from 1 to 600. */
  months: number;
  /** Equal instalments when left out. */
  method?: Method;
  /** What is paid a month, with `fixed_payment`. */
  payment_fen?: Fen;
}

/** A term in months, or in fortnights: each costs 14 days over 360 when it is not said. */
export type Term =
  | { months: number; fortnights?: undefined; fortnight?: undefined }
  | { months?: undefined; fortnights: number; fortnight?: "days_over_360" | "part_of_year" };

/** A loan: what becomes of its rate, and when it is paid back. */
export type Loan = Omit<Debt, "months"> & Term & Changing;

/** What becomes of a rate, and when a loan is paid back. */
export interface Changing {
  rate_changes?: readonly RateChange[];
  /** In place of `rate_changes`; it needs a `payout`. */
  floating?: Floating;
  /** The day on which it was paid out. */
  payout?: string;
  /** The day of the month on which payments are due; that of the payout when left out. */
  due_day?: number;
  /** Whether the first one is due in the month after the payout, also when left out, or on the next such day. */
  first_due?: "next_month" | "next_day";
  /** How the interest of the first period is counted: as a whole one when left out. */
  first_period?: "whole" | "by_days" | "months_and_days";
  /** How that of all periods is counted: each as a whole one when left out. */
  periods?: "whole" | "by_days";
  /** How those days are counted: over 360 when left out. */
  day_count?: DayCount;
  /** Where interest stands that is not that of a whole period: in the principal when left out, and the instalment stays. */
  odd_interest?: "in_principal" | "in_payment";
  /** In so many months at the beginning only interest is paid. */
  grace_months?: number;
}

/** What is asked of a schedule. */
export type Asked = Loan & {
  /** Rounded to the fen in every period, as in a bank's books, or only at the end, as most websites do it. */
  convention?: "every_period" | "unrounded";
  /** Whether a due day that is not worked is put off. */
  pay_by?: "due_day" | "next_working_day";
};

/** A loan whose payments have days. */
export type PaidOut = Loan & { payout: string };

/** One payment. */
export interface Payment {
  period: number;
  payment_fen: Fen;
  principal_fen: Fen;
  interest_fen: Fen;
  /** What is owed afterwards. */
  balance_fen: Fen;
  /** The day it is due, where the payout is told. */
  due?: string;
  /** The day to pay by, where due days are put off; null from where working days are not published. */
  pay_by?: string | null;
}

/** Every payment, and the sums. */
export interface Schedule {
  rows: Payment[];
  total_payment_fen: Fen;
  total_interest_fen: Fen;
  /** What became of a floating rate, as `rate_changes` has it. */
  changes?: RateChange[];
  /** The first reset of a floating rate whose publication is not known; the rows go on with the last rate that is. */
  not_known_from?: string | null;
}

/** The amounts of every payment in fen, in the order of the rows. They are copies, yours to keep. */
export interface Columns {
  readonly payment_fen: Float64Array;
  readonly principal_fen: Float64Array;
  readonly interest_fen: Float64Array;
  /** What is owed after each. */
  readonly balance_fen: Float64Array;
}

/** A loan that was read once, whose payments are told in columns: what `schedule` tells in rows. */
export class Amounts {
  /**
   * Read a loan: what `schedule` takes.
   *
   * @throws {InputError} with the place of what is malformed
   */
  constructor(loan: Asked);
  /**
   * Every payment, a number for each in each column.
   *
   * @throws {InputError} where a debt, a change or a day is beyond its bounds
   */
  columns(): Columns;
  /** Give its memory back at once. Without a call it goes back when it is collected. */
  free(): void;
}

/** What is due of two loans on a day. */
export interface CombinedPayment extends Omit<Payment, "period" | "due" | "pay_by"> {
  due: string;
  /** The payment of each loan that has one. */
  parts: [Payment | null, Payment | null];
}

/** The payments of two loans together. */
export interface Combined {
  rows: CombinedPayment[];
  total_payment_fen: Fen;
  total_interest_fen: Fen;
  /** The most that is due on one day. */
  payment_max_fen: Fen;
  /** The sums of each loan. */
  totals: [Totals, Totals];
  /** As of a schedule, of either loan. */
  not_known_from: string | null;
}

/** An early payment, and what the contract says of it. */
export type Prepayment = Loan & {
  payout: string;
  /** The day of the early payment; an instalment of that day is paid first. */
  day: string;
  /** How much of the principal; all when left out. */
  sum_fen?: Fen;
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
  sum_min_fen?: Fen;
  wait_months?: number;
  notice_days?: number;
};

/** What is still paid. */
export interface Totals {
  payments: number;
  first_payment_fen: Fen;
  last_payment_fen: Fen;
  total_payment_fen: Fen;
  total_interest_fen: Fen;
}

/** What an early payment costs and saves. */
export interface Prepaid {
  sum_fen: Fen;
  /** On the sum, for the days since the last due day. */
  interest_fen: Fen;
  fee_fen: Fen;
  to_pay_fen: Fen;
  interest_saved_fen: Fen;
  payments_saved: number;
  /** What would still have been paid without it. */
  before: Totals;
  /** What is still paid with it. */
  after: Totals;
  next_due: string | null;
}

/** What was not paid of an instalment. */
export interface Missed {
  due: string;
  principal_fen: Fen;
  interest_fen: Fen;
}

/** What is owed beyond its day, by kind. */
export type Part = "costs" | "compound" | "penalty" | "interest" | "principal";

/** What the contract says of arrears, and what was paid since. */
export interface Since {
  /** The day that is asked about. */
  day: string;
  /** What is added to the rate: half of it, 500000, when left out. */
  penalty_markup_millionths?: Millionths;
  /** Whether unpaid interest bears the penalty rate: it does when left out. */
  compound?: boolean;
  /** So many days after the due day a late payment costs nothing. */
  grace_days?: number;
  /** What it cost to recover the debt. */
  costs_fen?: Fen;
  /** To what a payment goes first: each part once, of one instalment after the other when `across` is left out. */
  order?: { parts: readonly Part[]; across?: "oldest_first" | "part_first" };
  /** What was paid since, in the order of its days. */
  paid?: readonly { day: string; amount_fen: Fen }[];
}

/** Somebody is behind. */
export interface Behind extends Since {
  /** The contract's yearly rate. */
  rate_millionths: Millionths;
  /** What was not paid of instalments, in the order of their days. */
  missed: readonly Missed[];
  /** How days are counted: over 360 when left out. */
  day_count?: DayCount;
}

/** A loan that is to be settled; what was due and is not missed was paid. */
export type Settling = PaidOut & Since & { missed?: readonly Missed[] };

/** An amount by what it is for. */
export interface Parts {
  /** Of the recovery. */
  costs_fen: Fen;
  /** On unpaid interest. */
  compound_fen: Fen;
  /** On overdue principal. */
  penalty_fen: Fen;
  interest_fen: Fen;
  principal_fen: Fen;
}

/** How arrears stand, and what became of each payment. */
export interface Standing {
  penalty_rate_millionths: Millionths;
  /** How many instalments are overdue. */
  instalments: number;
  days_past_due: number;
  /** What each payment went to; `left_fen` is what was more than was due by its day. */
  paid: { day: string; applied: Parts & { left_fen: Fen } }[];
}

/** What is owed on a day. */
export interface Arrears extends Standing {
  owed: Parts & { total_fen: Fen };
}

/** What settles a loan on a day. */
export interface Settlement extends Standing {
  overdue: Parts & { total_fen: Fen };
  /** What is not due yet. */
  principal_fen: Fen;
  /** Its interest for the days since the last due day. */
  interest_fen: Fen;
  total_fen: Fen;
}

/** A loan with what is charged beside its interest. */
export type Charged = Loan & { fee_at_payout_fen?: Fen; fee_each_period_fen?: Fen };

/** What a loan costs in a year. */
export interface Apr {
  /** With compound interest, as the regulator means it. */
  compound_millionths: Millionths;
  /** With simple interest; who states it must say so. */
  simple_millionths: Millionths;
  /** What there is to use at first. */
  received_fen: Fen;
  interest_fen: Fen;
  fees_fen: Fen;
  /** Interest and fees. */
  cost_fen: Fen;
}

/** The contract of a loan that existed when rates were cut, and its cuts. */
export interface Existing {
  contract_rate_millionths?: Millionths;
  published_millionths?: Millionths;
  spread_millionths?: Millionths;
  /** To the floor of the city when the loan was made. */
  cut_of_2023?: { from: string; floor_millionths: Millionths };
  /** To 30 basis points below nothing, but not below the present floor of the city. */
  batch_of_2024?: { from: string; floor_millionths?: Millionths };
}

/** Instalments in the order of their due days, and when each was paid. */
export interface Payments {
  payments: readonly { due: string; paid: string | null }[];
  grace_days?: number;
  day: string;
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
export interface Halved extends Pick<Debt, "principal_fen" | "rate_millionths" | "months"> {
  /** What is paid a month, as the bank rounded it; computed when left out. */
  instalment_fen?: Fen;
  /** What two weeks cost: 14 days over 360 when left out, or a twenty-sixth of the year. */
  fortnight?: "days_over_360" | "part_of_year";
}

/** What paying every two weeks costs and saves. */
export interface Fortnightly {
  monthly_instalment_fen: Fen;
  /** What is paid every two weeks. */
  payment_fen: Fen;
  payments: number;
  /** How long it takes, in tenths of a year. */
  years_tenths: number;
  total_payment_fen: Fen;
  total_interest_fen: Fen;
  /** How much less interest than by the month. */
  interest_saved_fen: Fen;
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
  figure_fen: Fen;
  /** What would have to be another for the figure to be right. */
  slip: { rate_millionths: Millionths } | { months: number } | { method: Method } | null;
  en: string;
  zh: string;
}

/** Where a figure comes from. */
export interface FigureExplained {
  figure_fen: Fen;
  /** Which ways of computing this loan give it. */
  readings: Reading[];
  /** When none does: with which other input one would. */
  slips: Reading[];
  nearest: Reading | null;
  en: string;
  zh: string;
}

/** Every payment of a loan. Throws an `InputError` that names the bound where one is passed. */
export function schedule(loan: Asked): Schedule;

/** The payments of two loans for one home (组合贷款) together, by due day. */
export function combined(asked: { loans: readonly [PaidOut, PaidOut] }): Combined;

/** Which convention gives a figure that somebody brings from elsewhere, or what comes nearest. */
export function explainFigure(debt: Debt & { figure_fen: Fen }): FigureExplained;

/** What an early payment costs and saves, when all is paid that is due by its day. */
export function prepay(prepayment: Prepayment): Prepaid;

/** What is owed on a day by somebody who is behind. */
export function arrears(behind: Behind): Arrears;

/** What settles a loan on a day (结清金额). */
export function settlement(loan: Settling): Settlement;

/**
 * How often somebody was late (连三累六): of instalments in their order, true for each that was; or of payments, where late is
 * what was paid after the days of grace, or by `day` is not paid yet.
 */
export function lateRecord(late: readonly boolean[] | Payments): LateRecord;

/**
 * What a loan that existed adds to the loan prime rate, and what it became (存量房贷调整): what the contract's rate is above
 * the published one, or else above 4.80%, or what is told. The answer is part of a `Floating`.
 */
export function spread(
  existing: Existing,
): Pick<Required<Floating>, "spread_millionths" | "spread_changes">;

/** What a loan costs in a year with its fees (贷款年化利率). */
export function apr(loan: Charged): Apr;

/** Half a monthly instalment every two weeks (双周供), and what that saves. */
export function fortnightly(loan: Halved): Fortnightly;

/** The least monthly payment of free repayment (自由还款) at the Beijing provident fund. */
export function leastPayment(asked: { principal_fen: Fen; years: number }): {
  payment_fen: Fen;
};
