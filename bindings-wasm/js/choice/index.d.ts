// What a page needs that helps to choose a product, in a wasm of its own: which one fits, what it costs, and why not. Amounts
// are whole fen, rates millionths a year, days `YYYY-MM-DD`. What is not known is left out of a request: an answer then names
// it in `ask`, and guesses nothing.
import type {
  Explanation,
  Finding,
  LoadOptions,
  NumberVerdict,
  Place,
  Product,
} from "../answers.js";
import type { Day, Facts, Fen, Figures, Millionths, RequiredPaper, Site } from "../index.js";
import type { Debt, Floating, Method, Prepayment } from "../repayment/index.js";

export type {
  Explanation,
  Finding,
  LoadOptions,
  NumberVerdict,
  Place,
  Product,
} from "../answers.js";
export type { Day, Facts, Figures, RequiredPaper, Site } from "../index.js";
export * from "../repayment/index.js";
export { default } from "../index.js";

/** Whether an application fits; `cannot_say` while something is not known. */
export type Fit = "fits" | "cannot_say" | "does_not_fit";

/** Why a product is not for a home: other property, another city, or by the office's own list not there, or not so much. */
export type Bar = "other_home" | "other_city" | "not_admitted" | "quota_short";

/** One who would take part. */
export interface Applicant {
  readonly id: string;
  /** Such as `borrower`, `co_borrower` or `spouse`. */
  readonly role: string;
  /** The day of birth and the sex are known together or not at all. */
  readonly birth?: Day;
  readonly sex?: "male" | "female";
}

/** A household and the home it wants, as far as it is known. */
export interface Household {
  /** The day whose rules are asked. */
  readonly date: Day;
  readonly facts?: Facts;
  readonly figures?: Figures;
  readonly price_fen?: Fen;
  readonly appraisal_fen?: Fen;
  readonly site?: Site;
  readonly applicants?: readonly Applicant[];
  /** The spread over the loan prime rate that a bank has named, in hundredths of a percent. */
  readonly spread_basis_points?: number;
  /** Equal instalments when left out. */
  readonly method?: Exclude<Method, "fixed_payment">;
}

/** How much is wanted, and for how long. */
export interface Wanted {
  readonly amount_fen: Fen;
  /** The term, from 1 to 600. */
  readonly term_months: number;
}

/** The other loan of a pair (组合贷): what it lends, and what it costs in a month. */
export interface Beside {
  readonly amount_fen: Fen;
  readonly monthly_fen: Fen;
}

/** An application that is thought of. */
export interface Enquiry extends Household, Wanted {
  readonly product: string;
  readonly beside?: Beside;
}

/** A number, and the limit that gives it; `Rules.explain` tells the limit. */
export interface Bounded {
  readonly fen: number;
  readonly rule: string;
}

/** What the limits leave. `null` where none bounds it. */
export interface Room {
  /** The largest loan at this term. */
  readonly amount: Bounded | null;
  /** The largest payment of a month. */
  readonly instalment: Bounded | null;
  /** The longest term. */
  readonly months: { readonly months: number; readonly rule: string } | null;
  /** What must be earned in a month. */
  readonly income: Bounded | null;
  /** What to ask before all of it is known. */
  readonly ask: readonly string[];
}

/** Rate and payments. */
export interface LoanTerms {
  readonly rate_millionths: Millionths;
  /** How the rate follows from the published one. */
  readonly basis: "published" | "at_least" | "named" | "quoted" | "bare";
  readonly published_millionths: Millionths;
  readonly spread_basis_points: number;
  /** The market quote that gave the spread. */
  readonly quote: string | null;
  /** Since when the published rate holds. */
  readonly since: Day | null;
  /** The day lies beyond the last publication known here: the rate may be another by then. */
  readonly beyond: boolean;
  /** The first payment. */
  readonly monthly_fen: Fen;
  readonly total_interest_fen: Fen;
  readonly rule: string;
  readonly text: string;
  readonly zh: string;
}

/** A change after which no limit is broken: each was judged again. */
export interface Remedy {
  readonly kind:
    | "down_payment"
    | "longer_term"
    | "shorter_term"
    | "co_borrower"
    | "term_and_down_payment"
    | "term_and_co_borrower";
  readonly amount_fen: Fen;
  readonly term_months: number;
  readonly more_down_fen: Fen;
  readonly more_income_fen: Fen;
  readonly monthly_fen: Fen | null;
  readonly text: string;
  readonly zh: string;
}

/** What an application would meet. */
export interface Assessment {
  readonly product: string;
  readonly amount_fen: Fen;
  readonly term_months: number;
  readonly edition: string;
  readonly date: Day;
  readonly verdict: Fit;
  /** The verdict in Chinese. */
  readonly zh: string;
  readonly bars: readonly Bar[];
  readonly findings: readonly Finding[];
  /** `null` while the rate is not known. */
  readonly terms: LoanTerms | null;
  readonly room: Room;
  /** The smallest change first. */
  readonly remedies: readonly Remedy[];
  /** What to ask before everything is known. */
  readonly ask: readonly string[];
}

/** What a cost is for. */
export type CostItem =
  | "deed_tax"
  | "sale_stamp_tax"
  | "loan_stamp_tax"
  | "title_registration"
  | "extra_certificate"
  | "mortgage_registration"
  | "advance_notice"
  | "appraisal"
  | "guarantee";

/** What taxes and fees ask for besides the price. */
export interface TaxFacts {
  /** The area in hundredths of a square metre: 89 m² are 8900. */
  readonly area?: number;
  /** How many owners there will be. */
  readonly owners?: number;
  /** What is known of costs that no rule prices, or that are others here. */
  readonly stated?: readonly { readonly item: CostItem; readonly amount_fen: Fen }[];
}

/** A household that asks for every product. */
export interface Wish extends Household, Wanted, TaxFacts {
  readonly beside?: Beside;
  /** What counts most: the least interest and costs (also when left out), papers, or working days. */
  readonly objective?: "cheapest" | "fewest_papers" | "fastest";
  /** The project (楼盘) and the developer or agency that the office's list is asked for. */
  readonly project?: string;
  readonly firm?: string;
  /** The office's own list of who lends where; a line of a whole lender holds for its branches. */
  readonly panel?: readonly Admitted[];
  /** How long lenders took to answer by the office's own record, for `fastest`. */
  readonly seen?: readonly { readonly institution: string; readonly answer_working_days: number }[];
}

/** A line of the office's list: the lender by its name in either language, a project, a firm, or both. */
export interface Admitted {
  readonly institution: string;
  readonly project?: string;
  readonly firm?: string;
  readonly since: Day;
  readonly until?: Day;
  readonly quota_fen?: Fen;
  readonly used_fen?: Fen;
}

/** One product, and what it would be. */
export interface Choice {
  readonly product: string;
  readonly institution: { readonly zh: string; readonly en: string };
  readonly name: { readonly zh: string; readonly en: string };
  readonly edition: string;
  readonly verdict: Fit;
  /** The verdict in Chinese. */
  readonly zh: string;
  readonly bars: readonly Bar[];
  /** The limits that are broken: why not. */
  readonly broken: readonly Finding[];
  readonly ask: readonly string[];
  readonly terms: LoanTerms | null;
  /** All interest, and what the buyer pays in taxes and fees at least. */
  readonly cost_fen: Fen | null;
  /** Whether costs are missing in that sum, or may be more. */
  readonly cost_is_open: boolean;
  /** The papers to be brought; `null` where the lender publishes no list. */
  readonly papers:
    | readonly {
        readonly document: string;
        readonly zh: string | null;
        readonly en: string | null;
        readonly role: string;
        readonly role_zh: string;
      }[]
    | null;
  /** How many more papers may be asked for. */
  readonly papers_undecided: number | null;
  /** How long lender and registry may take; `null` where a step has no deadline. */
  readonly working_days: number | null;
  readonly working_days_at_most: number | null;
  /** The lender's answer as the office has seen it, in working days. */
  readonly answer_seen: number | null;
  /** How the lender stands to project and firm by the office's list; `null` without one. */
  readonly standing: "admitted" | "exhausted" | "not_now" | "not_listed" | null;
  readonly standing_zh: string | null;
  /** What the line of the list says of it. */
  readonly admission: {
    readonly since: Day;
    readonly until: Day | null;
    readonly left_fen: Fen | null;
  } | null;
  readonly time_rules: readonly string[];
}

/** Figures, and sentences made of them alone. */
export interface Answer<T> {
  readonly figures: T;
  readonly en: string;
  readonly zh: string;
}

/** A provident fund and a bank that would lend together. */
export interface Pair extends Household, Wanted {
  /** The fund's product. */
  readonly fund: string;
  /** The bank's product. */
  readonly bank: string;
}

/** The split that costs least. */
export interface Split {
  readonly fund_fen: Fen;
  readonly bank_fen: Fen;
  /** What both cost in the first month. */
  readonly monthly_fen: Fen;
  readonly interest_fen: Fen;
  /** How much interest that spares against the bank alone. */
  readonly saved_fen: Fen;
  readonly verdict: Fit;
  readonly ask: readonly string[];
  /** The assessment of the fund's part; `null` where it lends nothing. */
  readonly fund: Assessment | null;
  readonly bank: Assessment | null;
}

/** A purchase and its loan, as far as charges ask. */
export interface Purchase extends TaxFacts {
  readonly date: Day;
  readonly facts?: Facts;
  readonly price_fen?: Fen;
  readonly loan_fen?: Fen;
  /** A city may charge something of its own. */
  readonly site?: Site;
  /** So may the lender of a product. */
  readonly product?: string;
}

/** An amount from and to; `most_fen` is `null` where nobody knows. */
export interface Span {
  readonly least_fen: Fen;
  readonly most_fen: Fen | null;
}

/** Who pays a cost; `unknown` where no source says. */
export type Payer = "buyer" | "lender" | "unknown";

/** The costs of a purchase on a day. */
export interface Costs {
  readonly edition: string;
  readonly day: Day;
  readonly lines: readonly (Span & {
    readonly item: CostItem;
    readonly payer: Payer;
    /** The charges that say so; several while it is not known which holds. */
    readonly rules: readonly string[];
    readonly ask: readonly string[];
    readonly en: string;
    readonly zh: string;
  })[];
  readonly paid_by: { readonly [payer in Payer]: Span };
}

/** Which published rate is asked for. */
export interface PublishedRate {
  /** The loan prime rate, or that of the provident fund. */
  readonly series: "lpr" | "provident_fund";
  /** The term, from 1 to 600: each has two rates. */
  readonly months: number;
  /** How many homes the household has already, for the provident fund. */
  readonly household_home_count?: number;
}

/** The products and limits of one edition, and what they mean for a household. */
export interface Rules {
  /** Which edition they are. */
  readonly edition: string;
  /** These rules with layers laid over them that hold in a place. */
  at(layers: readonly string[], place?: Place | null): Rules;
  /** The products, or those offered in a city; seen on a day, each with the `limits` that hold then. */
  products(city?: string | null, date?: Day | null): Product[];
  /** The papers a product asks for, given the facts of a household. */
  productChecklist(product: string, facts: Facts): RequiredPaper[];
  /** What a rule says, as findings cite it. */
  explain(rule: string): Explanation;
  /**
   * What an application would meet: whether it fits, how large it may be, what would make it fit.
   *
   * Throws an `InputError` where the product is not known, or an amount or a term is none that is computed with.
   */
  assess(enquiry: Enquiry): Assessment;
  /** Every product, the best first. Throws as `assess` does. */
  choose(wish: Wish): Choice[];
  /**
   * Which split between a provident fund and a bank costs least; `amount_fen` is what both lend together.
   *
   * Throws as `assess` does, and where a rate is not known: `advice` says what to ask.
   */
  split(pair: Pair): Answer<Split>;
  /** What buying costs besides price and interest: taxes and fees of a day, and who pays each. */
  costs(purchase: Purchase): Costs;
  /** What a published rate was, to be spread into the `floating` rate of a loan; it throws where nothing is known of it. */
  publishedRates(asked: PublishedRate): Pick<Floating, "published" | "known_to">;
  /** Give its memory back at once. Without a call it goes back when the rules are collected. */
  free(): void;
}

/** Rules come with the package, or are loaded from a pack. */
export const Rules: Function & {
  readonly prototype: Rules;
  /** The rules that come with the package. */
  builtin(): Rules;
  /** The rules of a pack: its JSON text; and layers over it. */
  load(pack: string, options?: LoadOptions | null): Rules;
};

/** What a loan costs. */
export interface MonthlyCost {
  /** The first payment; in equal principal it falls from there. */
  readonly monthly_fen: Fen;
  readonly last_fen: Fen;
  /** All interest. */
  readonly interest_fen: Fen;
}

/** What another rate does to a loan. */
export interface Moved {
  readonly rate_millionths: Millionths;
  /** The payment of that period as it would have been. */
  readonly before_fen: Fen;
  readonly after_fen: Fen;
  /** Less than nothing where it falls. */
  readonly monthly_change_fen: Fen;
  readonly interest_change_fen: Fen;
}

/** Two ways to borrow. */
export interface Compared {
  readonly each: readonly [MonthlyCost, MonthlyCost];
  /** How much more the second costs in a month; less than nothing where it costs less. */
  readonly monthly_more_fen: Fen;
  /** How much less interest the second costs; less than nothing where it costs more. */
  readonly interest_saved_fen: Fen;
}

/** What one early payment costs, and what it saves against none. */
export interface PaidEarly {
  readonly day: Day;
  /** On the sum, for the days since the last due day. */
  readonly interest_fen: Fen;
  readonly fee_fen: Fen;
  /** Interest that is never paid, less the fee; less than nothing where the fee eats it up. */
  readonly saved_fen: Fen;
  readonly payments_saved: number;
  /** The payment after it; nothing where nothing is owed any more. */
  readonly next_payment_fen: Fen;
}

/** The same sum paid early on one day or on another. */
export interface WhenCompared {
  readonly sum_fen: Fen;
  readonly each: readonly [PaidEarly, PaidEarly];
  /** How much more the first day saves; less than nothing where it saves less. */
  readonly saved_more_fen: Fen;
}

/** The same sum paid early for a shorter term or for a smaller instalment. */
export interface ReliefCompared {
  readonly sum_fen: Fen;
  readonly payment_before_fen: Fen;
  /** The shorter term first. */
  readonly each: readonly [PaidEarly, PaidEarly];
  readonly saved_more_fen: Fen;
  readonly monthly_less_fen: Fen;
}

/** How much is it a month? Throws an `InputError` that names the bound where one is passed; so do all of these. */
export function monthly(debt: Debt): Answer<MonthlyCost>;

/** What if the rate moves by so many hundredths of a percent, from a period on? From the first one when left out. */
export function ifRateMoves(
  debt: Debt & { readonly basis_points: number; readonly period?: number },
): Answer<Moved>;

/** Thirty years or twenty? Of any two loans. */
export function compare(asked: {
  readonly loans: readonly [Borrowed, Borrowed];
  readonly method?: Method;
  readonly payment_fen?: Fen;
}): Answer<Compared>;

/** What is borrowed. */
export type Borrowed = Pick<Debt, "principal_fen" | "rate_millionths" | "months">;

/**
 * Prepay now or in two years? The same sum on either of two days, the earlier one first.
 *
 * Nothing is counted for what the money would earn meanwhile.
 */
export function prepayNowOrLater(
  asked: Omit<Prepayment, "day" | "sum_fen"> & {
    readonly days: readonly [Day, Day];
    readonly sum_fen: Fen;
  },
): Answer<WhenCompared>;

/** Shorter term or smaller instalment? Of one early payment. */
export function shorterOrSmaller(
  asked: Omit<Prepayment, "relief" | "periods_left" | "sum_fen"> & { readonly sum_fen: Fen },
): Answer<ReliefCompared>;

/** What a number may be said to be: from an identity card to the unit of a home. */
export type NumberKind =
  | "resident-id"
  | "uscc"
  | "bank-card"
  | "mobile"
  | "permit"
  | "foreigner-card"
  | "passport"
  | "title"
  | "unit";
/** A number that was checked; a right one may have to be looked at again. */
export interface CheckedNumber extends NumberVerdict {
  readonly warning: { readonly code: string; readonly message: string; readonly zh: string } | null;
}
/**
 * Whether a number is right as what it is said to be; `warning` where a right one is to be looked at again. With `today`,
 * nobody is born later.
 */
export function checkNumber(kind: NumberKind, number: string, today?: Day): CheckedNumber;
