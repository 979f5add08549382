// Sort and filter the table of students. Without scripts it is a plain table.
const table = document.getElementById("all");
const body = table.tBodies[0];
const rows = [...body.rows];
const headings = [...table.tHead.rows[0].cells];

const byText = new Intl.Collator(undefined, { numeric: true }).compare;
const compare = (one, other) => Number(one) - Number(other) || byText(one, other);

headings.forEach((heading, column) => heading.firstElementChild.addEventListener("click", () => {
    const down = heading.getAttribute("aria-sort") === "ascending";
    headings.forEach(other => other.setAttribute("aria-sort", "none"));
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    const value = row => row.cells[column].textContent.trim();
    body.append(...rows.sort((one, other) => (down ? -1 : 1) * compare(value(one), value(other))));
}));

const filter = document.getElementById("filter");
filter.addEventListener("input", () => {
    const wanted = filter.value.toLowerCase();
    rows.forEach(row => { row.hidden = !row.textContent.toLowerCase().includes(wanted); });
    document.getElementById("shown").textContent = `${rows.filter(row => !row.hidden).length} of ${rows.length}`;
});
