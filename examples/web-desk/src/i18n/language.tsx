// Chinese first, English beside it.
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from "react";
import { I18nProvider } from "react-aria-components";

export type Language = "zh" | "en";

/** Text in both languages, as the library gives it. */
export interface Both {
  readonly zh?: string | null | undefined;
  readonly en?: string | null | undefined;
}

interface Spoken {
  readonly language: Language;
  readonly change: (language: Language) => void;
  /** One of two texts. */
  readonly t: (zh: string, en: string) => string;
  /** So many of something: `many(1, "个案件", "case", "cases")`. */
  readonly many: (count: number, zh: string, one: string, more: string) => string;
  /** The text of a row; the other language where it has none in this one. */
  readonly told: (both: Both) => string;
}

const Language = createContext<Spoken | null>(null);

const KEY = "language";

function remembered(): Language {
  try {
    return localStorage.getItem(KEY) === "en" ? "en" : "zh";
  } catch {
    return "zh";
  }
}

function remember(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Then it is Chinese again the next time.
  }
}

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(remembered);
  const change = useCallback((next: Language) => {
    remember(next);
    setLanguage(next);
  }, []);
  const locale = language === "zh" ? "zh-CN" : "en-US";
  document.documentElement.lang = locale;
  const spoken = useMemo<Spoken>(() => {
    const isZh = language === "zh";
    const told = ({ zh, en }: Both) => (isZh ? (zh ?? en) : (en ?? zh)) ?? "";
    const t = (zh: string, en: string) => (isZh ? zh : en);
    const many = (count: number, zh: string, one: string, more: string) =>
      t(`${count} ${zh}`, `${count} ${count === 1 ? one : more}`);
    return { language, change, t, many, told };
  }, [language, change]);
  return (
    <I18nProvider locale={locale}>
      <Language value={spoken}>{children}</Language>
    </I18nProvider>
  );
}

export function useLanguage(): Spoken {
  const spoken = useContext(Language);
  if (!spoken) throw new Error("outside of LanguageProvider");
  return spoken;
}
