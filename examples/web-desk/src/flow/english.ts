// English for the names of the log. Most names say it themselves; those that do not stand here.

/** Parts of names that are written otherwise. */
const PARTS: readonly (readonly [RegExp, string])[] = [
  [/\bcert\b/g, "certificate"],
  [/\bid\b/g, "ID"],
  [/\blpr\b/g, "LPR"],
  [/\bpf\b/g, "provident fund"],
  [/\bco (?=\w)/g, "co-"],
  [/\bsecond hand\b/g, "second-hand"],
  [/\bself employed\b/g, "self-employed"],
];

const SPECIAL: { readonly [name: string]: string } = {
  // Facts, as a form asks for them.
  bought_outside_area: "home outside the area of the fund",
  certified_income_over_10000: "certified income over ¥10,000 a month",
  collateral: "what secures the loan",
  conversion_mode: "way of the conversion",
  down_payment_paid_to: "who got the down payment",
  down_payment_proof: "proof of the down payment",
  first_pf_loan_and_no_home: "first provident fund loan and no home",
  green_building_stars: "stars of the green building",
  has_co_borrower: "has a co-borrower",
  has_co_owner: "has a co-owner",
  has_guarantor: "has a guarantor",
  household_home_count: "homes that the household has",
  id_card_state: "state of the identity card",
  income_basis: "how the income is shown",
  incapable_adult_on_title: "adult without legal capacity on the title",
  is_talent: "recognised as talent",
  loan_kind: "kind of loan",
  local_household: "registered in the city",
  marital: "marital status",
  minor_on_title: "minor on the title",
  nationality: "where the borrower belongs",
  parents_are_co_applicants: "parents apply together",
  property: "kind of home",
  purchase_limited_city: "city that limits purchases",
  register_shows_marriage: "household register shows the marriage",
  seller_has_co_owner: "seller has a co-owner",
  seller_leased_out: "seller let the home",
  seller_married: "seller is married",
  several_children: "several children",
  supplementary_fund: "pays into the supplementary fund",
  transfer_mode: "what becomes of the seller's mortgage",
  woman_retirement: "woman's retirement age",
  // Words that facts take.
  completed_new: "new and finished",
  presale: "new, sold before it is built",
  titled_home: "own home with a title",
  female_50: "woman, 50",
  female_55: "woman, 55",
  repay_first: "paid off first",
  second_rank_first: "second rank first",
  deposit_at_bank: "deposit at the bank",
  // Commands and events.
  appeal: "appeal the offer",
  appealed: "offer appealed",
  clear_arrears: "arrears are paid",
  correct: "correct an entry",
  counter: "counter offer",
  hand_in: "hand in to the lender",
  handed_in: "handed in to the lender",
  lapse: "the approval lapsed",
  notify: "tell somebody",
  notified: "somebody was told",
  offer: "the lender's offer",
  post: "posting",
  promise: "promise to bring it later",
  promised: "promised for later",
  reconsider: "lender looks again",
  reconsidered: "lender looks again",
  refuse: "the lender refuses",
  repin: "judge by another day",
  repinned: "judged by another day",
  reprice: "new rate",
  resubmit: "hand in again",
  resubmitted: "handed in again",
  return_file: "the lender returns the file",
  settle: "paid back",
  shelve: "put on the shelf",
  shelved: "on the shelf",
  turn_down: "turn the offer down",
  waive: "let it come later",
  waived: "may come later",
  // The rest.
  no_show: "nobody came",
  happening: "what happened",
};

/** A name as people say it: `co_owner` is "co-owner". */
export function english(name: string): string {
  const special = SPECIAL[name];
  if (special !== undefined) return special;
  const plain = name.replaceAll("_", " ");
  return PARTS.reduce((text, [part, written]) => text.replace(part, written), plain);
}

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
