// Which rules cases are judged by: those of the package, and the layers of a place that somebody loads here.
import { useState } from "react";
import { Button, FileTrigger } from "react-aria-components";
import { useLanguage, type Both } from "../i18n/language";
import { InputError, saidBy } from "../library";
import { Pick } from "../parts/fields";
import { headOf, placeText, type Laid, type Layer, type Place } from "../rules";
import { useDesk } from "../shell/desk";

// A layer is never so long; what is longer is not read.
const MOST_BYTES = 2_000_000;

const TOO_LONG = { zh: "文件太大，不是规则文件", en: "too long for a layer of rules" };

/** Why a file was not taken. */
interface Fault {
  readonly file: string;
  readonly said: Both;
}

const placeOf = (layer: Layer): Place => headOf(layer).place ?? {};

export function RulesCard() {
  const { t, told } = useLanguage();
  const { ruling, judgeBy } = useDesk();
  const [fault, set] = useState<Fault | null>(null);
  const { laid, edition, place } = ruling;

  /** Where layers of several places lie, one of them has to be named: the last that was added. */
  const judge = async (next: Laid, file: string) => {
    const last = next.layers.at(-1);
    try {
      await judgeBy(next);
      set(null);
    } catch (error) {
      const isAsked = error instanceof InputError && error.place === "place";
      if (isAsked && last && !next.place) return judge({ ...next, place: placeOf(last) }, file);
      set({ file, said: saidBy(error) });
    }
  };
  const add = async (files: FileList | null) => {
    const file = files?.[0];
    if (!file) return;
    if (file.size > MOST_BYTES) return set({ file: file.name, said: TOO_LONG });
    const layer = { file: file.name, text: await file.text() };
    const others = laid.layers.filter((other) => other.file !== file.name);
    await judge({ layers: [...others, layer], place: null }, file.name);
  };
  const drop = (file: string) => {
    const layers = laid.layers.filter((layer) => layer.file !== file);
    return judge({ layers, place: null }, file);
  };
  return (
    <section className="card">
      <h2>{t("规则", "Rules")}</h2>
      <p role="status">
        {t(`现用规则版本：${edition}`, `Cases are judged by: ${edition}`)}
        {place && t(`；适用于 ${place}`, `; in ${place}`)}
      </p>
      <p className="hint">
        {t(
          "可加载城市或机构的地方规则文件；之后所有案件按它办理，直到移除为止。",
          "Load the rules of a city or an institution: all cases are judged by them until they are removed.",
        )}
      </p>
      {laid.layers.length > 0 && (
        <ul className="lines">
          {laid.layers.map((layer) => (
            <Line key={layer.file} layer={layer} edition={edition} drop={() => drop(layer.file)} />
          ))}
        </ul>
      )}
      {laid.layers.length > 1 && (
        <Where laid={laid} change={(place) => judge({ ...laid, place }, placeText(place))} />
      )}
      <div className="buttons">
        <FileTrigger acceptedFileTypes={[".json"]} onSelect={(files) => void add(files)}>
          <Button className="button quiet">{t("加载地方规则", "Load local rules")}</Button>
        </FileTrigger>
      </div>
      <div role="alert">
        {fault && (
          <p className="fault">
            {fault.file}
            {t("：", ": ")}
            {told(fault.said)}
          </p>
        )}
      </div>
    </section>
  );
}

interface LineGiven {
  readonly layer: Layer;
  readonly edition: string;
  readonly drop: () => Promise<void>;
}

function Line({ layer, edition, drop }: LineGiven) {
  const { t } = useLanguage();
  const { about, edition: own } = headOf(layer);
  const holds = edition.split("_").includes(own?.id ?? "");
  return (
    <li>
      <span className={holds ? "badge good" : "badge"}>
        {holds ? t("适用", "Holds") : t("不适用于此地", "Holds elsewhere")}
      </span>
      <span className="grow">
        {placeText(placeOf(layer)) || t("各地", "everywhere")}{" "}
        <span className="hint">
          {own?.id} · {layer.file}
        </span>
        {about && (
          <span className="hint block" lang="en">
            {about}
          </span>
        )}
      </span>
      <Button
        className="button tiny"
        aria-label={t(`移除 ${layer.file}`, `Remove ${layer.file}`)}
        onPress={() => void drop()}
      >
        {t("移除", "Remove")}
      </Button>
    </li>
  );
}

interface WhereGiven {
  readonly laid: Laid;
  readonly change: (place: Place) => Promise<void>;
}

function Where({ laid, change }: WhereGiven) {
  const { t } = useLanguage();
  const places = new Map(laid.layers.map(placeOf).map((place) => [placeText(place), place]));
  const offers = [...places.keys()].filter(Boolean).map((value) => ({ value, label: value }));
  const chosen = (text: string) => {
    const place = places.get(text);
    if (place) void change(place);
  };
  return (
    <div className="filters">
      <Pick
        label={t("在哪里办理", "Where cases are")}
        value={laid.place ? placeText(laid.place) : ""}
        change={chosen}
        offers={offers}
        none={t("最小的地方", "The narrowest place")}
      />
    </div>
  );
}
