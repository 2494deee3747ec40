// Whose work is looked at: who sits here, as long as they have any, or whom one picks.
import { useState } from "react";
import { useLanguage } from "../i18n/language";
import { Pick } from "../parts/fields";
import { useDesk } from "../shell/desk";
import { useAnswer } from "./office";

interface Clerk {
  readonly clerk: string;
  readonly tasks: number;
  readonly late: number;
}

interface Clerks {
  /** Null while the cases are being read. */
  readonly all: readonly Clerk[] | null;
  /** Whose; empty when nobody has anything to do. */
  readonly clerk: string;
  readonly choose: (clerk: string) => void;
}

export function useClerks(): Clerks {
  const { by } = useDesk();
  const [picked, choose] = useState(by);
  const all = useAnswer<readonly Clerk[]>({ question: "clerks" });
  const isThere = all?.some(({ clerk }) => clerk === picked);
  return { all, clerk: isThere ? picked : (all?.[0]?.clerk ?? ""), choose };
}

export function ClerkPick({ all, clerk, choose }: Clerks) {
  const { t } = useLanguage();
  if (!all || all.length === 0) return null;
  const offers = all.map(({ clerk: value, tasks, late }) => ({
    value,
    label: t(`${value}（${tasks} 项，逾期 ${late}）`, `${value} (${tasks}, ${late} late)`),
  }));
  return (
    <Pick
      label={t("经办人", "Clerk")}
      value={clerk}
      change={(value) => value && choose(value)}
      offers={offers}
    />
  );
}
