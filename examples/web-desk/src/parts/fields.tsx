// Fields with their label, and the reason beside them when what stands there is not taken.
import { useId, type ReactNode } from "react";
import {
  Checkbox,
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField,
} from "react-aria-components";
import { useLanguage } from "../i18n/language";

interface Asked {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  /** Why it is not taken. */
  readonly fault?: string | undefined;
  /** How to write it. */
  readonly hint?: string | undefined;
  readonly optional?: boolean | undefined;
}

interface TextAsked extends Asked {
  readonly kind?: "text" | "tel" | "number" | "long";
  /** What may be meant. */
  readonly offers?: readonly Offer[] | undefined;
}

export interface Offer {
  readonly value: string;
  readonly label: string;
}

// Longer than anything that is asked for: a paste of megabytes does not stop the page.
const MOST = 2_000;

const clipped = (change: (value: string) => void) => (value: string) =>
  change(value.length > MOST ? value.slice(0, MOST) : value);

function Name({ label, optional }: Pick<Asked, "label" | "optional">) {
  const { t } = useLanguage();
  return (
    <>
      {label}
      {optional && <span className="optional">{t(" 选填", " optional")}</span>}
    </>
  );
}

export function TextAsk({ kind = "text", offers, ...asked }: TextAsked) {
  const list = useId();
  const { label, value, change, fault, hint, optional } = asked;
  return (
    <TextField
      className="field"
      value={value}
      onChange={clipped(change)}
      isInvalid={fault !== undefined}
      autoComplete="off"
      validationBehavior="aria"
    >
      <Label>
        <Name label={label} optional={optional} />
      </Label>
      {kind === "long" ? (
        <TextArea rows={3} />
      ) : (
        <Input
          type={kind === "tel" ? "tel" : "text"}
          inputMode={kind === "number" ? "decimal" : undefined}
          list={offers && list}
          spellCheck={false}
        />
      )}
      {offers && (
        <datalist id={list}>
          {offers.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </datalist>
      )}
      {hint && <Text slot="description">{hint}</Text>}
      <FieldError>{fault}</FieldError>
    </TextField>
  );
}

interface Picked extends Asked {
  readonly offers: readonly Offer[];
  /** What stands there while nothing is said. */
  readonly none?: string | undefined;
}

export function Pick({ label, value, change, fault, hint, optional, offers, none }: Picked) {
  const id = useId();
  const about = `${id}-about`;
  const { t } = useLanguage();
  return (
    <div className="field">
      <label htmlFor={id}>
        <Name label={label} optional={optional} />
      </label>
      <select
        id={id}
        value={value}
        onChange={({ target }) => change(target.value)}
        aria-invalid={fault !== undefined}
        aria-describedby={fault || hint ? about : undefined}
      >
        <option value="">{none ?? t("请选择", "Choose")}</option>
        {offers.map((offer) => (
          <option key={offer.value} value={offer.value}>
            {offer.label}
          </option>
        ))}
      </select>
      <span id={about} className={fault ? "fault" : "hint"}>
        {fault ?? hint}
      </span>
    </div>
  );
}

interface YesAsked {
  readonly label: ReactNode;
  readonly value: boolean;
  readonly change: (value: boolean) => void;
}

export function Yes({ label, value, change }: YesAsked) {
  return (
    <Checkbox className="yes" isSelected={value} onChange={change}>
      <span className="box" aria-hidden="true" />
      {label}
    </Checkbox>
  );
}
