// Improves pages that work without it: dialogs, select all, and pages that follow what happens.
"use strict";

// Dialogs: a link that leads to a page with a form shows that form here instead.
const dialog = document.createElement("dialog");
dialog.setAttribute("aria-labelledby", "dialog-title");
document.body.append(dialog);

async function parsed(address) {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok || !answer.headers.get("content-type").startsWith("text/html")) {
        throw new Error(`status ${answer.status}`);
    }
    return new DOMParser().parseFromString(await answer.text(), "text/html");
}

async function openDialog(address) {
    try {
        const page = await parsed(address);
        const body = page.querySelector("[data-dialog-body]");
        if (!body) throw new Error("no dialog");
        // A dialog begins a part of the page: its heading comes second there.
        const title = body.querySelector("h1");
        const heading = document.createElement("h2");
        heading.id = title.id;
        heading.tabIndex = -1;
        heading.append(...title.childNodes);
        title.replaceWith(heading);
        dialog.replaceChildren(document.importNode(body, true));
        if (!dialog.open) dialog.showModal();
        (dialog.querySelector("input:not([type=hidden]), button.main") ||
            dialog.querySelector("h2")).focus();
    } catch {
        location.assign(address);
    }
}

let opener = null;
document.addEventListener("click", (event) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("a[data-dialog], a[data-close]");
    if (!link) return;
    if (link.hasAttribute("data-dialog")) {
        event.preventDefault();
        if (!dialog.open) opener = link.getAttribute("href");
        openDialog(link.href);
    } else if (dialog.open) {
        event.preventDefault();
        dialog.close();
    }
});
dialog.addEventListener("close", () => {
    dialog.replaceChildren();
    // The link may have been drawn anew meanwhile.
    const links = [...document.querySelectorAll("a[data-dialog]")];
    links.find((link) => link.getAttribute("href") === opener)?.focus();
});

// Select all, and how many are selected.
const list = document.getElementById("items");
const selected = document.getElementById("selected");
let all = null;

function boxes() {
    return list ? [...list.querySelectorAll("input[name=item]")] : [];
}

function count() {
    const every = boxes();
    const checked = every.filter((box) => box.checked).length;
    selected.textContent = checked ? `${checked} selected` : "";
    all.checked = checked > 0 && checked === every.length;
    all.indeterminate = checked > 0 && checked < every.length;
    all.disabled = every.length === 0;
}

if (list) {
    all = document.createElement("input");
    all.type = "checkbox";
    all.setAttribute("aria-label", "Select all items of this page");
    list.querySelector("thead .check").replaceChildren(all);
    all.addEventListener("change", () => {
        for (const box of boxes()) box.checked = all.checked;
        count();
    });
    list.addEventListener("change", count);
    // Enter in a check-box would press the form's first button, and what is selected be lost.
    list.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && event.target.type === "checkbox") event.preventDefault();
    });
    count();
}

// Live: the page is fetched anew, and what is marked `data-live` is put in place of the old.
const announcer = document.getElementById("announcer");

function announce(texts) {
    if (texts.length) announcer.textContent = texts.slice(0, 5).join(". ");
}

function isBusy(element) {
    return element.contains(document.activeElement) && document.activeElement !== document.body;
}

function replaceContent(old, fresh) {
    if (old.innerHTML === fresh.innerHTML || isBusy(old)) return;
    old.replaceChildren(...document.importNode(fresh, true).childNodes);
}

function announcement(old, fresh, spoken) {
    const text = fresh.getAttribute("data-announce");
    if (text === null || text === old.getAttribute("data-announce")) return;
    old.setAttribute("data-announce", text);
    spoken.push(text);
}

// Rows keep what was selected and focused: those that stay are changed cell by cell.
function mergeRows(old, fresh, spoken) {
    const known = new Map([...old.children].map((row) => [row.id, row]));
    const rows = [...fresh.children].map((row) => {
        const before = known.get(row.id);
        if (before) return before;
        if (row.id !== "none") spoken.push(`New: ${row.querySelector("th").firstChild.textContent}`);
        return document.importNode(row, true);
    });
    const same = rows.length === old.children.length &&
        rows.every((row, index) => row === old.children[index]);
    if (!same) {
        const focused = isBusy(old) ? document.activeElement : null;
        old.replaceChildren(...rows);
        if (focused) (focused.isConnected ? focused : document.getElementById("main")).focus();
    }
}

function follow(page) {
    const spoken = [];
    const merged = [...page.querySelectorAll("[data-live=rows]")];
    for (const fresh of merged) {
        const old = document.getElementById(fresh.id);
        if (old) mergeRows(old, fresh, spoken);
    }
    for (const fresh of page.querySelectorAll("[data-live]:not([data-live=rows])")) {
        const old = document.getElementById(fresh.id);
        if (!old) continue;
        announcement(old, fresh, spoken);
        replaceContent(old, fresh);
    }
    if (list) count();
    announce(spoken);
}

const interval = Number(document.body.dataset.refresh);
if (interval) {
    const button = document.createElement("button");
    button.type = "button";
    button.id = "live";
    button.textContent = "Live updates";
    button.setAttribute("aria-pressed", "true");
    button.addEventListener("click", () => {
        const isOn = button.getAttribute("aria-pressed") === "true";
        button.setAttribute("aria-pressed", String(!isOn));
    });
    document.querySelector(".brand").append(button);
    document.querySelector(".refresh")?.remove();
    const step = async () => {
        const isOn = button.getAttribute("aria-pressed") === "true";
        if (isOn && !document.hidden && !dialog.open) {
            try {
                follow(await parsed(location.href));
            } catch {
                announce(["The server does not answer; the page may be old"]);
            }
        }
        setTimeout(step, interval);
    };
    setTimeout(step, interval);
}

// What the last form did is told to readers, which only hear what comes after the page.
const flash = document.getElementById("flash");
if (flash) setTimeout(() => announce([flash.textContent.trim()]), 300);
