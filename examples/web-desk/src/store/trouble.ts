// What may go wrong with the store, and how it is told.

/** Text in both languages. */
export interface Said {
  readonly zh: string;
  readonly en: string;
}

export type TroubleKind =
  | "somebody_was_first"
  | "storage_full"
  | "no_storage"
  | "newer_store"
  | "other_tab_holds_it"
  | "log_unreadable"
  | "logs_differ"
  | "rules_unusable"
  | "not_a_log"
  | "refused"
  | "failed";

/** A trouble as it is shown: what, what became of the work, and what to do. */
export interface Trouble {
  readonly kind: TroubleKind;
  readonly said: Said;
  /** The case it is about. */
  readonly case?: string;
}

/** What was done, or why not. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly trouble: Trouble };

export const done = <T>(value: T): Outcome<T> => ({ ok: true, value });

const TOLD: { readonly [kind in TroubleKind]: Said } = {
  somebody_was_first: {
    zh: "这个案件刚才在另一个窗口有了新记录。您的这一步没有保存，页面已换成最新情况，请核对后再办。",
    en: "This case got a new entry in another window just now. Your step was not kept. The page shows the case as it is; look at it and try again.",
  },
  storage_full: {
    zh: "浏览器存储空间已满，这一步没有保存。请先导出全部案件，再清理空间后重试。",
    en: "The browser's storage is full, and this step was not kept. Export all cases, free some space, then try again.",
  },
  no_storage: {
    zh: "浏览器不允许保存数据（隐私模式或已被禁用）。现在办理的内容只留到关闭页面为止，请在关闭前导出。",
    en: "The browser lets nothing be kept (private mode, or switched off). What you do lasts until the page is closed; export it before.",
  },
  newer_store: {
    zh: "这里的数据由更新版本的工作台保存，本版本不能读写。请更新页面，或导出原始数据。",
    en: "A newer version of this desk keeps the data here, and this one cannot read them. Update the page, or export the raw data.",
  },
  other_tab_holds_it: {
    zh: "另一个窗口还开着旧版本，数据无法升级。请关闭其他窗口后刷新。",
    en: "Another window still runs an older version, so the data cannot be brought up to date. Close it and reload.",
  },
  log_unreadable: {
    zh: "这个案件的记录已损坏，没有打开，也没有改动。可导出原始记录，请勿在此继续办理。",
    en: "The log of this case is damaged. It was not opened and nothing was changed. Its raw lines can be exported; do not go on with it here.",
  },
  logs_differ: {
    zh: "导入的记录与这里同名案件的记录不一致，没有导入。请先核对哪一份是对的。",
    en: "The log to import and the log of the case of that name differ. Nothing was imported; find out which is right first.",
  },
  rules_unusable: {
    zh: "保存的地方规则不能用于本版本，现按内置规则办理。请到“数据”页检查。",
    en: "The local rules that are kept do not fit this version, so the built-in rules are used. Look at the page Data.",
  },
  not_a_log: {
    zh: "这个文件不是案件记录，没有导入。",
    en: "This file is not the log of a case. Nothing was imported.",
  },
  refused: {
    zh: "这一步现在不能办，没有记入。",
    en: "This cannot be done now, and was not kept.",
  },
  failed: {
    zh: "浏览器没有完成保存，这一步没有记入。请重试；若仍不行，请导出数据。",
    en: "The browser did not finish saving, and this step was not kept. Try again; if that does not help, export the data.",
  },
};

/** A trouble of a kind. `detail` is added in both languages: never anything personal. */
export function trouble(
  kind: TroubleKind,
  about: { readonly case?: string; readonly detail?: Said } = {},
): Trouble {
  const { zh, en } = TOLD[kind];
  const { detail } = about;
  const said = detail ? { zh: `${zh}（${detail.zh}）`, en: `${en} (${detail.en})` } : { zh, en };
  return { kind, said, ...(about.case !== undefined && { case: about.case }) };
}

export const failed = (
  kind: TroubleKind,
  about?: Parameters<typeof trouble>[1],
): { readonly ok: false; readonly trouble: Trouble } => ({
  ok: false,
  trouble: trouble(kind, about),
});

const BY_NAME: { readonly [name: string]: TroubleKind } = {
  QuotaExceededError: "storage_full",
  ConstraintError: "somebody_was_first",
  VersionError: "newer_store",
  SecurityError: "no_storage",
};

/** What the browser's own error means. */
export function troubleOf(error: unknown): TroubleKind {
  const name = error instanceof DOMException ? error.name : "";
  return BY_NAME[name] ?? "failed";
}
