// "None of these" and the choices beside it put one another out.
export function standAlone(root) {
  root.addEventListener("change", ({ target }) => {
    const group = target.closest?.("[data-alone]");
    if (!group || target.type !== "checkbox" || !target.checked) return;
    const alone = target.value === group.dataset.alone;
    for (const other of group.querySelectorAll(`[name="${target.name}"]`)) {
      if (other !== target && (alone || other.value === group.dataset.alone)) other.checked = false;
    }
  });
}
