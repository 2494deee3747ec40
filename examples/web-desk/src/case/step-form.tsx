// A form for any command: its fields by the library's types, and the library's answer beside them.
import { useState, type FormEvent } from "react";
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { label } from "../flow/labels";
import { commandOf, shapeOf, type Shape, type TextFaults, type Texts } from "../flow/shapes";
import { word } from "../flow/words";
import { useLanguage } from "../i18n/language";
import { InputError, Refused, saidBy, type Reason } from "../library";
import { Pick, TextAsk } from "../parts/fields";
import { dayOf } from "../parts/format";
import { Veil } from "../parts/reveal";
import { Summary } from "../parts/summary";
import { useDraft } from "../shell/draft";
import { placeOfWork } from "../shell/focus";
import { useHeld } from "./hold";
import { textOffers, wordOffers } from "./offers";
import { Reasons } from "./reasons";

/** A step to ask for: the command, and what is known of it already. */
export interface Wanted {
  readonly command: string;
  readonly texts?: Texts;
  /** Of a correction: the command that the entry should have been. */
  readonly record?: string;
  /** The places of what is personal in the texts. */
  readonly veiled?: readonly string[];
}

interface Given {
  readonly wanted: Wanted;
  readonly close: () => void;
}

export function StepDialog({ wanted, close }: Given) {
  const { language } = useLanguage();
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(open) => open || close()}>
      <Modal className="modal">
        <Dialog className="dialog">
          <Heading slot="title" level={2}>
            {word("command", wanted.command, language)}
          </Heading>
          <StepForm wanted={wanted} close={close} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface Answer {
  readonly faults: TextFaults;
  readonly reasons: readonly Reason[];
  readonly said: { readonly zh: string; readonly en: string } | null;
}

const NOTHING: Answer = { faults: {}, reasons: [], said: null };

/** What an error of the library is about: a field by its place, or the step. */
function answerOf(error: unknown): Answer {
  if (error instanceof Refused) return { ...NOTHING, reasons: error.reasons };
  const said = saidBy(error);
  const place = error instanceof InputError ? error.place?.replace(/^command\.?/, "") : "";
  return place ? { ...NOTHING, faults: { [place]: said } } : { ...NOTHING, said };
}

function StepForm({ wanted, close }: Given) {
  const { t, told, language } = useLanguage();
  const { act, case: held } = useHeld();
  const [from] = useState(placeOfWork);
  const { texts, write, drop } = useDraft<Texts>(nameOf(held.id, wanted), () => wanted.texts ?? {});
  const [counts, count] = useState(() => countsOf(texts));
  const [answer, tell] = useState(NOTHING);
  const [sent, send] = useState(0);
  const hear = (answer: Answer) => {
    tell(answer);
    send(sent + 1);
  };
  const leave = () => {
    drop();
    close();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { command, faults } = commandOf(wanted.command, texts, counts, wanted.record);
    const occurred = dayFrom(texts.occurred, faults);
    if (Object.keys(faults).length > 0) return hear({ ...NOTHING, faults });
    try {
      await act([{ command, occurred }], from);
      leave();
    } catch (error) {
      hear(answerOf(error));
    }
  };
  const labelOf = (place: string) =>
    place === "occurred"
      ? t("发生日期", "Day it happened")
      : label(
          place
            .replace(/\[\d+\]/g, "")
            .split(".")
            .at(-1) ?? "",
          language,
        );
  const fields = {
    command: wanted.command,
    record: wanted.record,
    veiled: wanted.veiled ?? [],
    texts,
    counts,
    faults: answer.faults,
    write: (place: string, text: string) => write({ ...texts, [place]: text }),
    more: (place: string) => count({ ...counts, [place]: (counts[place] ?? 1) + 1 }),
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Summary
        sent={sent}
        isWrong={answer !== NOTHING}
        faulty={Object.keys(answer.faults).map((place) => ({ place, label: labelOf(place) }))}
      >
        {answer.said && <p className="fault">{told(answer.said)}</p>}
        {answer.reasons.length > 0 && <Reasons reasons={answer.reasons} />}
      </Summary>
      <Fields {...fields} shapes={shapeOf(wanted.command)} under="" />
      <div data-place="occurred">
        <TextAsk
          label={t("发生日期", "Day it happened")}
          hint={t("不填即今天", "today when left out")}
          optional
          value={texts.occurred ?? ""}
          change={(text) => fields.write("occurred", text)}
          fault={answer.faults.occurred && told(answer.faults.occurred)}
        />
      </div>
      <div className="buttons">
        <Button type="submit" className="button">
          {word("command", wanted.command, language)}
        </Button>
        <Button className="button quiet" onPress={leave}>
          {t("取消", "Cancel")}
        </Button>
      </div>
    </form>
  );
}

/** The same step asked for with something else in it, such as another paper, is another form. */
const nameOf = (id: string, { command, texts = {} }: Wanted) =>
  [id, command, ...Object.values(texts)].join(" ");

/** How many items each list begins with: as many as the texts know. */
function countsOf(texts: Texts) {
  const counts: { [place: string]: number } = {};
  for (const place of Object.keys(texts)) {
    const [, list, index] = /^([^[]+)\[(\d+)\]/.exec(place) ?? [];
    if (list) counts[list] = Math.max(counts[list] ?? 1, Number(index) + 1);
  }
  return counts;
}

function dayFrom(text: string | undefined, faults: TextFaults): string | undefined {
  if (!text?.trim()) return undefined;
  try {
    return dayOf(text);
  } catch (error) {
    faults.occurred = saidBy(error);
    return undefined;
  }
}

interface FieldsGiven {
  readonly command: string;
  readonly record: string | undefined;
  readonly veiled: readonly string[];
  readonly texts: Texts;
  readonly counts: { readonly [place: string]: number };
  readonly faults: TextFaults;
  readonly write: (place: string, text: string) => void;
  readonly more: (place: string) => void;
}

interface Under {
  readonly shapes: readonly Shape[];
  readonly under: string;
}

function Fields({ shapes, under, ...given }: FieldsGiven & Under) {
  return (
    <div className="fields">
      {shapes.map((shape) => {
        const place = under ? `${under}.${shape.field}` : shape.field;
        return <Ask key={place} {...given} shape={shape} place={place} />;
      })}
    </div>
  );
}

interface Asked extends FieldsGiven {
  readonly shape: Shape;
  readonly place: string;
}

function Ask({ shape, place, ...given }: Asked) {
  const { t, language } = useLanguage();
  if (!shape.list) return <One {...given} shape={shape} place={place} />;
  const count = given.counts[place] ?? 1;
  return (
    <fieldset className="many" data-many={place}>
      <legend>{label(shape.field, language)}</legend>
      {Array.from({ length: count }, (_, index) => (
        <One
          key={index}
          {...given}
          shape={{ ...shape, optional: true }}
          place={`${place}[${index}]`}
        />
      ))}
      <Button className="button quiet" onPress={() => given.more(place)}>
        {t("再加一项", "One more")}
      </Button>
    </fieldset>
  );
}

/** A field in its place: the place is its name in the command. */
function One(asked: Asked) {
  return (
    <div
      data-place={asked.place}
      className={["group", "record"].includes(asked.shape.kind) ? "whole" : undefined}
    >
      <Plain {...asked} />
    </div>
  );
}

/** What an entry should have said. */
function Recorded({ place, ...given }: FieldsGiven & { readonly place: string }) {
  const { language } = useLanguage();
  const command = given.record ?? "";
  return (
    <fieldset className="group">
      <legend>{word("command", command, language)}</legend>
      <Fields {...given} command={command} shapes={shapeOf(command)} under={place} />
    </fieldset>
  );
}

function Plain(asked: Asked) {
  const { language } = useLanguage();
  const { place, shape, veiled, faults, texts } = asked;
  // Where something is wrong, it is looked at.
  if (!veiled.includes(place) || faults[place]) return <Bare {...asked} />;
  return (
    <Veil label={label(shape.field, language)} value={texts[place] ?? ""}>
      <Bare {...asked} />
    </Veil>
  );
}

function Bare({ shape, place, ...given }: Asked) {
  const { t, told, language } = useLanguage();
  const held = useHeld();
  if (shape.kind === "record") return given.record ? <Recorded {...given} place={place} /> : null;
  if (shape.kind === "group") {
    const name = label(shape.field, language);
    return (
      <fieldset className="group">
        <legend>{name}</legend>
        <Fields {...given} shapes={shape.fields ?? []} under={place} />
      </fieldset>
    );
  }
  const fault = given.faults[place];
  const asked = {
    label: label(shape.field, language),
    value: given.texts[place] ?? "",
    change: (text: string) => given.write(place, text),
    fault: fault && told(fault),
    optional: shape.optional,
  };
  if (shape.kind === "yes") {
    const yes = [
      { value: "yes", label: t("是", "Yes") },
      { value: "no", label: t("否", "No") },
    ];
    return <Pick {...asked} offers={yes} />;
  }
  if (shape.kind === "word") return <Pick {...asked} offers={wordOffers(shape, language)} />;
  if (shape.field === "loan") {
    const loans = held.view.loans.map(({ id }) => ({ value: id, label: id }));
    return <Pick {...asked} offers={loans} />;
  }
  const offers = textOffers(held, given.command, shape.field, language);
  const isKnown = offers?.some(({ value }) => value === asked.value || asked.value === "");
  if (isKnown && offers && shape.field === "product") return <Pick {...asked} offers={offers} />;
  const kind = ["fen", "millionths", "number"].includes(shape.kind) ? "number" : "text";
  return <TextAsk {...asked} kind={kind} offers={offers} />;
}
