// What choices need. "None of these" and the choices beside it put one another out, before anything is sent.
document.addEventListener("change", ({ target }) => {
  const group = target.closest("[data-alone]");
  if (!group || !target.checked || target.type !== "checkbox") return;
  const alone = (one) => one.value === group.dataset.alone;
  for (const one of group.querySelectorAll("[type=checkbox]")) {
    if (one !== target && (alone(one) || alone(target))) one.checked = false;
  }
}, true);

// The Enter key on a choice would press the first button of the form, whatever it is.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("[type=checkbox], [type=radio]")) event.preventDefault();
});
