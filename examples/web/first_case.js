// A live checklist and the next allowed steps, in a page without a server.
import init, { Case, productChecklist, products } from "anjieflow/office/web";

const at = (id) => document.getElementById(id);

/** What the page knows of the household; what nobody has said is left out. */
function facts() {
  const known = {
    local_household: at("local_household").checked,
    nationality: "mainland",
  };
  for (const name of ["marital", "property"]) {
    if (at(name).value) known[name] = at(name).value;
  }
  return known;
}

function paper({ zh, role_zh, required, ask, note }) {
  const item = document.createElement("li");
  item.append(`${zh} `);
  const small = document.createElement("small");
  small.textContent = [role_zh, note].filter(Boolean).join("，");
  if (!required) {
    small.className = "ask";
    small.textContent = `视情况而定，先问：${ask.join("、")}`;
  }
  item.append(small);
  return item;
}

function show() {
  const papers = productChecklist(at("product").value, facts());
  const sure = papers.filter((line) => line.required).length;
  at("count").textContent = `需要 ${sure} 份资料，另有 ${papers.length - sure} 份视情况而定`;
  at("papers").replaceChildren(...papers.map(paper));
}

function command(name) {
  const code = document.createElement("code");
  code.textContent = name;
  return code;
}

await init();
for (const { id, institution, name } of products()) {
  at("product").append(new Option(`${institution.zh} ${name.zh}`, id));
}
const [opened] = Case.open({
  case: "C-1001",
  context: { today: "2026-03-02", by: "page" },
});
at("allowed").replaceChildren(...opened.allowed().map(command));
document.querySelector("section").addEventListener("change", show);
show();
document.body.dataset.ready = "yes";
