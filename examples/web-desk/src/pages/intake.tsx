// A new case: the form, with the library's reason beside each field that it does not take.
import { useMemo, useState, type FormEvent } from "react";
import { Button } from "react-aria-components";
import { word } from "../flow/words";
import commands from "../flow/commands.json";
import { useLanguage } from "../i18n/language";
import { FIELDS, judge, type Fault, type Field, type Form } from "../intake/form";
import { today } from "../library";
import { Pick, TextAsk, type Offer } from "../parts/fields";
import { Summary } from "../parts/summary";
import { useDesk } from "../shell/desk";
import { useDraft } from "../shell/draft";
import { Heading } from "../shell/frame";
import { go } from "../shell/route";
import { open } from "../store/desk";

const EMPTY = Object.fromEntries(FIELDS.map((field) => [field, ""])) as {
  [field in Field]: string;
};

/** A free name: the year and a number that the clerk may change. */
const suggestion = () =>
  `C-${today().slice(0, 7)}-${String(Date.now() % 100_000).padStart(5, "0")}`;

const blank = (): Form => ({ ...EMPTY, case: suggestion() });

interface Label {
  readonly zh: string;
  readonly en: string;
}

const LABELS: { readonly [field in Field]: Label } = {
  case: { zh: "案件编号", en: "Name of the case" },
  borrower_name: { zh: "借款人姓名", en: "Borrower's name" },
  borrower_id: { zh: "借款人身份证号码", en: "Borrower's identity number" },
  borrower_phone: { zh: "借款人手机", en: "Borrower's mobile" },
  seller_name: { zh: "卖方姓名", en: "Seller's name" },
  seller_id: { zh: "卖方身份证号码", en: "Seller's identity number" },
  property: { zh: "房产类型", en: "Kind of home" },
  marital: { zh: "婚姻状况", en: "Marital status" },
  nationality: { zh: "身份类别", en: "Where the borrower belongs" },
  employment: { zh: "就业类型", en: "Employment" },
  local_household: { zh: "本地户籍", en: "Registered in the city" },
  household_home_count: { zh: "家庭已有住房套数", en: "Homes the household has" },
  id_card_state: { zh: "身份证状态", en: "State of the identity card" },
  contract_day: { zh: "网签日期", en: "Day of the sale contract" },
  address: { zh: "房屋坐落", en: "Address of the home" },
  city: { zh: "城市", en: "City" },
  price: { zh: "成交价（元）", en: "Price (yuan)" },
  appraisal: { zh: "评估价（元）", en: "Appraisal (yuan)" },
  income: { zh: "家庭月收入（元）", en: "Monthly income (yuan)" },
  other_debt: { zh: "其他月债务（元）", en: "Other debts a month (yuan)" },
};

const HINTS: { readonly [field in Field]?: Label } = {
  case: { zh: "不要写入姓名或证件号码", en: "no names or numbers of persons in it" },
  price: { zh: "可写 200万 或 2,000,000.00", en: "as 2,000,000.00" },
  contract_day: { zh: "如 2026-3-2 或 20260302", en: "as 2026-3-2 or 20260302" },
};

/** The words that a fact may have, by the library's types. */
function wordsOf(fact: string): readonly string[] {
  const [facts] = commands.state_facts as readonly { fields?: readonly unknown[] }[];
  const fields = (facts?.fields ?? []) as readonly { field: string; words?: readonly string[] }[];
  return fields.find(({ field }) => field === fact)?.words ?? [];
}

const PICKED: readonly Field[] = [
  "property",
  "marital",
  "nationality",
  "employment",
  "local_household",
  "id_card_state",
];
const NUMBERS: readonly Field[] = [
  "household_home_count",
  "price",
  "appraisal",
  "income",
  "other_debt",
];
const NEEDED: readonly Field[] = ["case", "borrower_name", "property"];

const GROUPS: readonly { readonly label: Label; readonly fields: readonly Field[] }[] = [
  { label: { zh: "案件", en: "Case" }, fields: ["case", "property"] },
  {
    label: { zh: "借款人", en: "Borrower" },
    fields: [
      "borrower_name",
      "borrower_id",
      "borrower_phone",
      "marital",
      "nationality",
      "employment",
      "local_household",
      "household_home_count",
      "id_card_state",
    ],
  },
  {
    label: { zh: "合同与房产", en: "Contract and home" },
    fields: ["city", "address", "price", "appraisal", "contract_day"],
  },
  { label: { zh: "收入", en: "Income" }, fields: ["income", "other_debt"] },
];

export function IntakePage() {
  const { t, told } = useLanguage();
  const { store, by, tell } = useDesk();
  const { texts: form, write, drop } = useDraft<Form>("intake", blank);
  const [left, leave] = useState<ReadonlySet<Field>>(new Set());
  const [isWhole, judgeWhole] = useState(false);
  const [sent, send] = useState(0);
  const judged = useMemo(() => judge(form, by, today()), [form, by]);
  const isFaulty = Object.keys(judged.faults).length + judged.others.length > 0;

  const keep = async (acts: typeof judged.acts) => {
    const id = form.case.trim();
    const opened = await open(store, id, acts, by);
    if (!opened.ok) return tell(opened.trouble);
    drop();
    go({ page: "case", case: id, tab: "overview" });
  };
  // A name is all that a case needs.
  const bare = async () => {
    if (!judged.faults.case) return keep([]);
    leave(new Set([...left, "case"]));
    send(sent + 1);
  };
  const empty = () => {
    write(blank());
    drop();
    leave(new Set());
    judgeWhole(false);
    send(0);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    judgeWhole(true);
    if (isFaulty) return send(sent + 1);
    await keep(judged.acts);
  };

  const shown = (field: Field): Fault | undefined =>
    isWhole || left.has(field) ? judged.faults[field] : undefined;
  const others = isWhole ? judged.others : [];
  const faulty = FIELDS.filter(shown).map((field) => ({
    place: field,
    label: told(LABELS[field]),
  }));
  const props = (field: Field) => ({
    field,
    value: form[field],
    change: (value: string) => write({ ...form, [field]: value }),
    fault: shown(field),
  });
  const groups = withSeller(form.property === "second_hand");
  return (
    <>
      <Heading title={t("新建案件", "New case")} />
      <form className="intake" onSubmit={(event) => void submit(event)} noValidate>
        <Summary
          sent={sent}
          isWrong={sent > 0 && faulty.length + others.length > 0}
          faulty={faulty}
        >
          {others.map((other, index) => (
            <p key={index}>{told(other)}</p>
          ))}
        </Summary>
        {groups.map(({ label, fields }) => (
          <fieldset key={label.en} className="card">
            <legend>{told(label)}</legend>
            <div
              className="fields"
              onBlur={({ target, relatedTarget }) => {
                // A reason that appears under the pointer would move the button away from it.
                if (relatedTarget instanceof HTMLButtonElement) return;
                const name = target.closest("[data-place]")?.getAttribute("data-place");
                if (name) leave(new Set([...left, name as Field]));
              }}
            >
              {fields.map((field) => (
                <div key={field} data-place={field}>
                  <Ask {...props(field)} />
                </div>
              ))}
            </div>
          </fieldset>
        ))}
        <div className="buttons">
          <Button type="submit" className="button">
            {t("立案", "Open the case")}
          </Button>
          <Button className="button quiet" onPress={() => void bare()}>
            {t("只立案，稍后登记", "Open it, fill in later")}
          </Button>
          <Button className="button quiet" onPress={empty}>
            {t("清空", "Clear the form")}
          </Button>
        </div>
      </form>
    </>
  );
}

function withSeller(isSecondHand: boolean): typeof GROUPS {
  if (!isSecondHand) return GROUPS;
  const label = { zh: "卖方", en: "Seller" };
  const seller = { label, fields: ["seller_name", "seller_id"] as const };
  return [...GROUPS.slice(0, 2), seller, ...GROUPS.slice(2)];
}

interface Asked {
  readonly field: Field;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly fault: Fault | undefined;
}

function Ask({ field, value, change, fault }: Asked) {
  const { t, told, language } = useLanguage();
  const hint = HINTS[field];
  const asked = {
    label: told(LABELS[field]),
    value,
    change,
    fault: fault && told(fault),
    hint: hint && told(hint),
    optional: !NEEDED.includes(field),
  };
  if (!PICKED.includes(field)) {
    return <TextAsk {...asked} kind={NUMBERS.includes(field) ? "number" : "text"} />;
  }
  const offers: readonly Offer[] =
    field === "local_household"
      ? [
          { value: "yes", label: t("是", "Yes") },
          { value: "no", label: t("否", "No") },
        ]
      : wordsOf(field).map((value) => ({ value, label: word("value", value, language) }));
  return <Pick {...asked} offers={offers} none={t("未知", "Not known")} />;
}
