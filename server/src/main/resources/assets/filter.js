// Hides what does not hold the words that are typed, as they are typed.
document.querySelectorAll('[data-filter]').forEach(field => {
  field.addEventListener('input', () => {
    const wanted = field.value.trim().toLowerCase();
    document.querySelectorAll(field.dataset.filter).forEach(part => {
      part.hidden = !part.textContent.toLowerCase().includes(wanted);
    });
  });
});
