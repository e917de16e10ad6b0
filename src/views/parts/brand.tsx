export function BrandMark() {
  return (
    <svg class="brand__mark" viewBox="0 0 24 24" aria-hidden="true">
      <path
        fill="#f29b30"
        d="M10.6 1h2.8l.5 2.5 1.9.8 2.1-1.4 2 2-1.4 2.1.8 1.9 2.5.5v2.8l-2.5.5-.8 1.9 1.4 2.1-2 2-2.1-1.4-1.9.8-.5 2.5h-2.8l-.5-2.5-1.9-.8-2.1 1.4-2-2 1.4-2.1-.8-1.9-2.5-.5V9.4l2.5-.5.8-1.9-1.4-2.1 2-2 2.1 1.4 1.9-.8z"
        transform="translate(0 1)"
      />
      <circle cx="12" cy="12" r="6.5" fill="#161616" />
      <path fill="#42390f" d="M8 8h4v4H8z" />
      <path fill="#33535f" d="M12 8h4v4h-4z" />
      <path fill="#cc6337" d="M8 12h4v4H8z" />
      <path fill="#0a6a9c" d="M12 12h4v4h-4z" />
    </svg>
  );
}
