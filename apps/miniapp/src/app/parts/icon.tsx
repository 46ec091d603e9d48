/** The app's glyphs, drawn on a 24-point grid in the colour of the text. */

const paths = {
  chevron: 'm9 5 7 7-7 7',
  clock: 'M12 7v5l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
  hourglass: 'M7 3h10M7 21h10M8 3v3c0 4 4 4 4 6s-4 2-4 6v3M16 3v3c0 4-4 4-4 6s4 2 4 6v3',
  alert: 'M12 8v5M12 16.5v.5M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
  gift: 'M4 11h16v9H4zM3 7h18v4H3zM12 7v13M12 7C9 7 7 6 7.5 4.500S11 3 12 7c1-4 4-4 4.500-2.500S15 7 12 7z',
  plus: 'M12 6v12M6 12h12',
  bag: 'M5 8h14l1 13H4zM9 11V7a3 3 0 0 1 6 0v4',
  back: 'M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3',
  check: 'm5 12.500 4.500 4.500L19 7.500',
  edit: 'M4 20h4L19 9l-4-4L4 16zM13 7l4 4',
  coins:
    'M9 14.500A5.500 5.500 0 1 0 9 3.500a5.500 5.500 0 0 0 0 11zM14.500 9.700A5.500 5.500 0 1 1 9.700 14.500',
  card: 'M3 6h18v12H3zM3 10h18M7 15h4',
  qr: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 14h2M20 18v2h-2M14 18v2',
  shop: 'M5 11v9h14v-9M3 7l2-4h14l2 4v2a3 3 0 0 1-6 0 3 3 0 0 1-6 0 3 3 0 0 1-6 0zM10 20v-5h4v5',
  ticket: 'M3 9V6h18v3a3 3 0 0 0 0 6v3H3v-3a3 3 0 0 0 0-6zM14 6v2M14 11v2M14 16v2',
  pin: 'M12 21c4-5 7-8 7-12a7 7 0 0 0-14 0c0 4 3 7 7 12zM12 11.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20a7.500 7.500 0 0 1 15 0',
  document: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
  receipt: 'M6 3v18l2-1.500 2 1.500 2-1.500 2 1.500 2-1.500 2 1.500V3zM9 8h6M9 12h6',
  camera: 'M4 8h4l2-3h4l2 3h4v11H4zM12 17a4 4 0 1 0 0-8 4 4 0 0 0 0 8z',
  picture: 'M4 4h16v16H4zM4 17l5-5 4 4 3-3 4 4M15 9h.01',
  shield: 'M12 3 5 6v5c0 5 3 8.500 7 10 4-1.500 7-5 7-10V6z',
  download: 'M12 4v11M7.500 11 12 15.500 16.500 11M5 20h14',
  trash: 'M5 7h14M9 7V4h6v3M7 7l1 14h8l1-14M10.500 11v6M13.500 11v6',
  phone: 'M6 3h4l2 5-2.500 1.500a11 11 0 0 0 5 5L16 12l5 2v4a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z',
  message: 'M4 5h16v12H9l-5 4z',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg
      className={className ? `icon ${className}` : 'icon'}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
