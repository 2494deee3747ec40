// The data: where they are, how they go out and come in, and who sits here.
import { useEffect, useState } from "react";
import { Button, DropZone, FileTrigger, Text, type FileDropItem } from "react-aria-components";
import { useLanguage } from "../i18n/language";
import { saidBy } from "../library";
import { TextAsk } from "../parts/fields";
import { useDesk } from "../shell/desk";
import { Heading } from "../shell/frame";
import { write } from "../shell/route";
import { rawDump } from "../store/database";
import { tryOpening } from "../store/desk";
import { exportAll, handOut, importFiles, type Imported } from "../store/exchange";
import { trouble } from "../store/trouble";
import { RulesCard } from "./data-rules";

export function DataPage() {
  const { t } = useLanguage();
  return (
    <>
      <Heading title={t("数据与设置", "Data and settings")} />
      <Clerk />
      <RulesCard />
      <Where />
      <Out />
      <In />
      <p>
        <a href={write({ page: "customer" })}>
          {t("打开给客户的清单文件（只读）", "Open a customer's file (read only)")}
        </a>
      </p>
    </>
  );
}

function faultOf(name: string) {
  try {
    tryOpening("C-1", [], name);
    return null;
  } catch (error) {
    return saidBy(error);
  }
}

function Clerk() {
  const { t, told } = useLanguage();
  const { clerk, setClerk } = useDesk();
  const [text, write] = useState(clerk);
  const [fault, set] = useState<{ readonly zh: string; readonly en: string } | null>(null);
  // A name that no entry takes is not kept.
  const change = (text: string) => {
    write(text);
    const name = text.trim();
    const fault = name ? faultOf(name) : null;
    set(fault);
    if (!fault) setClerk(name);
  };
  return (
    <section className="card">
      <h2>{t("经办人", "Clerk")}</h2>
      <TextAsk
        label={t("您的工号或名字", "Your name at work")}
        hint={t("写入每条记录，作为办理人", "It stands in every entry as who acted")}
        value={text}
        change={change}
        fault={fault ? told(fault) : undefined}
      />
    </section>
  );
}

interface Space {
  readonly usage: number;
  readonly quota: number;
  readonly persisted: boolean;
}

async function space(): Promise<Space | null> {
  const storage = navigator.storage;
  if (!storage?.estimate) return null;
  const { usage = 0, quota = 0 } = await storage.estimate();
  return { usage, quota, persisted: await storage.persisted() };
}

const megabytes = (bytes: number) => `${(bytes / 1_048_576).toFixed(1)} MB`;

function Where() {
  const { t } = useLanguage();
  const { store } = useDesk();
  const [has, set] = useState<Space | null>(null);
  useEffect(() => void space().then(set, () => set(null)), []);
  return (
    <section className="card">
      <h2>{t("数据在哪里", "Where the data are")}</h2>
      <p>
        {store.lasts
          ? t(
              "案件记录以原文保存在这个浏览器里，没有加密，不会发送到任何地方。换电脑或清理浏览器前请先导出。",
              "The logs are kept in this browser as they are, not encrypted, and are sent nowhere. Export them before you change the machine or clear the browser.",
            )
          : t(
              "浏览器不允许保存，关闭页面后数据即消失。",
              "The browser lets nothing be kept: the data are gone when the page is closed.",
            )}
      </p>
      {has && (
        <p>
          {t("已用", "Used")} {megabytes(has.usage)} / {megabytes(has.quota)}
          {has.persisted
            ? ""
            : t("；空间紧张时浏览器可能清除", "; the browser may clear it when space is short")}
        </p>
      )}
    </section>
  );
}

function Out() {
  const { t } = useLanguage();
  const { store, tell } = useDesk();
  const all = () => void exportAll(store).then(handOut, () => tell(trouble("failed")));
  const raw = async () => {
    const bytes = new TextEncoder().encode(await rawDump());
    handOut({ name: "raw-data.json", type: "application/json", bytes });
  };
  return (
    <section className="card">
      <h2>{t("导出", "Export")}</h2>
      <p>
        {t(
          "每个案件一个记录文件（JSON Lines），与 Rust 和 Python 读取的文件相同；其中有未遮盖的个人信息，请妥善保管。",
          "A log for each case (JSON Lines), the very file that Rust and Python read. Personal data stand in it unmasked: keep it well.",
        )}
      </p>
      <div className="buttons">
        <Button className="button" onPress={all}>
          {t("导出全部案件", "Export all cases")}
        </Button>
        {store.lasts && (
          <Button
            className="button quiet"
            onPress={() => void raw().catch(() => tell(trouble("failed")))}
          >
            {t("导出原始数据", "Export the raw data")}
          </Button>
        )}
      </div>
    </section>
  );
}

function In() {
  const { t } = useLanguage();
  const { store } = useDesk();
  const [told, set] = useState<Imported | null>(null);
  const [busy, work] = useState(false);
  const take = async (files: readonly File[]) => {
    work(true);
    set(await importFiles(store, files));
    work(false);
  };
  return (
    <section className="card">
      <h2>{t("导入", "Import")}</h2>
      <DropZone
        className="drop"
        onDrop={async ({ items }) => {
          const files = items.filter((item): item is FileDropItem => item.kind === "file");
          await take(await Promise.all(files.map((file) => file.getFile())));
        }}
      >
        <Text slot="label">
          {t("把 .jsonl 或 .zip 拖到这里，或", "Drop .jsonl or .zip files here, or")}
        </Text>
        <FileTrigger
          allowsMultiple
          acceptedFileTypes={[".jsonl", ".zip"]}
          onSelect={(files) => void take([...(files ?? [])])}
        >
          <Button className="button quiet" isDisabled={busy}>
            {t("选择文件", "Choose files")}
          </Button>
        </FileTrigger>
      </DropZone>
      <div role="status">{told && <Came told={told} />}</div>
    </section>
  );
}

function Came({ told: { added, continued, known, refused } }: { readonly told: Imported }) {
  const { t, told } = useLanguage();
  const count = (zh: string, en: string, cases: readonly string[]) =>
    cases.length > 0 && <li>{t(`${zh} ${cases.length} 个`, `${cases.length} ${en}`)}</li>;
  return (
    <ul>
      {count("新案件", "new", added)}
      {count("续上新记录的案件", "continued", continued)}
      {count("已有、无新记录的案件", "known, with nothing new", known)}
      {refused.map(({ file, trouble }, index) => (
        <li key={index} className="fault">
          {file}
          {t("：", ": ")}
          {told(trouble.said)}
        </li>
      ))}
    </ul>
  );
}
