/** Draws the pictures of the demo's rewards: plain shapes on a soft ground, without fonts and without files. */
import sharp from 'sharp';

const side = 720;

export type RewardPicture = keyof typeof drawings;

export function drawReward(picture: RewardPicture): Promise<Buffer> {
  const { ground, shapes } = drawings[picture];
  const [from, to] = ground;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 720" width="${side}" height="${side}">
    <defs><linearGradient id="ground" x1="0" y1="0" x2="1" y2="1">
      <stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient></defs>
    <rect width="720" height="720" fill="url(#ground)"/>
    <circle cx="360" cy="370" r="268" fill="#ffffff" opacity="0.16"/>
    <ellipse cx="360" cy="592" rx="220" ry="26" fill="#000000" opacity="0.16"/>
    ${shapes}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

const saucer =
  '<ellipse cx="360" cy="576" rx="232" ry="34" fill="#f4efe6"/><ellipse cx="360" cy="570" rx="176" ry="20" fill="#ded4c3"/>';

function cup(body: string, coffee: string, more = ''): string {
  return `${saucer}
    <path d="M520 352 q104 -8 92 78 q-10 84 -132 82" fill="none" stroke="${body}" stroke-width="34"/>
    <path d="M178 316 h364 q4 150 -66 214 q-36 34 -116 34 t-116 -34 q-70 -64 -66 -214z" fill="${body}"/>
    <path d="M444 316 h98 q4 150 -66 214 q-24 22 -66 30 q60 -92 34 -244z" fill="#000000" opacity="0.07"/>
    <ellipse cx="360" cy="316" rx="182" ry="44" fill="#ffffff"/>
    <ellipse cx="360" cy="318" rx="160" ry="34" fill="${coffee}"/>${more}`;
}

const steam = [300, 360, 420]
  .map(
    (x, index) =>
      `<path d="M${x} ${232 - index * 10} q-26 -34 0 -66 q26 -32 0 -66" fill="none" stroke="#ffffff"
        stroke-width="14" stroke-linecap="round" opacity="0.6"/>`,
  )
  .join('');

const bean = (x: number, y: number, turn: number, size = 1) =>
  `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${size})">
    <ellipse rx="34" ry="24" fill="#5b3a24"/>
    <path d="M-30 4 q18 -18 32 -2 t28 -6" fill="none" stroke="#2f1d11" stroke-width="6" stroke-linecap="round"/></g>`;

const drawings = {
  cappuccino: {
    ground: ['#f0b35f', '#d97b3b'],
    shapes: `${steam}${cup(
      '#fffaf1',
      '#b9763f',
      '<ellipse cx="360" cy="318" rx="112" ry="22" fill="#f7e6cf"/><path d="M360 334 q-52 -16 -40 -28 q14 -10 40 8 q26 -18 40 -8 q12 12 -40 28z" fill="#b9763f"/>',
    )}`,
  },
  coffee: {
    ground: ['#2f8f63', '#0f4a35'],
    shapes: `<path d="M236 250 h248 l-34 320 q-2 20 -24 20 h-132 q-22 0 -24 -20z" fill="#f7f1e5"/>
      <path d="M420 250 h64 l-34 320 q-2 20 -24 20 h-40z" fill="#000000" opacity="0.08"/>
      <path d="M247 352 h226 l-15 140 h-196z" fill="#1f7a4d"/>
      <rect x="214" y="196" width="292" height="60" rx="24" fill="#3a2c22"/>
      <path d="M250 196 l14 -44 q4 -12 18 -12 h156 q14 0 18 12 l14 44z" fill="#4a392d"/>
      ${bean(360, 422, -24, 1.5)}`,
  },
  croissant: {
    ground: ['#8fc7d8', '#4f8fb0'],
    shapes: `<g transform="translate(0 30)"><path d="M96 478 q-8 -210 264 -222 q272 12 264 222 q-2 34 -44 22 q-74 -30 -120 -54 q-100 -42 -200 0 q-46 24 -120 54 q-42 12 -44 -22z" fill="#d98d35"/>
      <path d="M112 470 q4 -176 248 -190 q244 14 248 190 q-38 -130 -248 -138 q-210 8 -248 138z" fill="#f0b75e"/>
      ${[-150, -76, 0, 76, 150]
        .map(
          (x) =>
            `<path d="M${360 + x} ${278 + Math.abs(x) * 0.34} q${x * 0.1} 90 ${x * 0.24 + 4} ${168 - Math.abs(x) * 0.1}" fill="none" stroke="#a9651d" stroke-width="13" stroke-linecap="round"/>`,
        )
        .join('')}</g>`,
  },
  cheesecake: {
    ground: ['#f3a6b4', '#c9607c'],
    shapes: `<ellipse cx="360" cy="566" rx="262" ry="36" fill="#ffffff"/>
      <path d="M132 486 l350 -152 q92 56 106 152 v62 h-456z" fill="#f9e7b6"/>
      <path d="M132 486 h456 v20 h-456z" fill="#fff6dc"/>
      <path d="M132 524 h456 v30 q0 8 -8 8 h-440 q-8 0 -8 -8z" fill="#b9813f"/>
      <path d="M132 486 l350 -152 q92 56 106 152z" fill="#fdf3d3"/>
      <path d="M250 434 q60 40 110 -6 q60 34 108 -10 q30 36 98 18 q-18 -64 -84 -102z" fill="#c2344e"/>
      <circle cx="448" cy="330" r="52" fill="#d33b52"/><path d="M448 282 q10 -40 44 -46 q-6 40 -44 46z" fill="#3f8b4a"/>
      <circle cx="432" cy="316" r="11" fill="#ffffff" opacity="0.6"/>`,
  },
  beans: {
    ground: ['#c9a27a', '#7c5436'],
    shapes: `<path d="M214 236 q146 -34 292 0 l28 320 q4 34 -30 34 h-288 q-34 0 -30 -34z" fill="#24332c"/>
      <path d="M430 222 q40 4 76 14 l28 320 q4 34 -30 34 h-60 q26 -180 -14 -368z" fill="#000000" opacity="0.18"/>
      <path d="M206 160 h308 q12 0 12 14 l-8 66 q-158 -40 -316 0 l-8 -66 q0 -14 12 -14z" fill="#33483e"/>
      <circle cx="360" cy="400" r="96" fill="#e9d9b8"/>${bean(360, 400, -30, 1.9)}
      ${bean(150, 586, 20)}${bean(566, 592, -14)}${bean(602, 552, 48, 0.8)}${bean(200, 610, -40, 0.8)}`,
  },
  mug: {
    ground: ['#9aa7e0', '#5560a8'],
    shapes: `<path d="M500 318 q128 -14 118 96 q-12 108 -136 92" fill="none" stroke="#1f7a4d" stroke-width="42"/>
      <path d="M186 236 h326 v292 q0 62 -62 62 h-202 q-62 0 -62 -62z" fill="#238a58"/>
      <path d="M430 236 h82 v292 q0 62 -62 62 h-52 q46 -150 32 -354z" fill="#000000" opacity="0.1"/>
      <ellipse cx="349" cy="236" rx="163" ry="36" fill="#e8f3ec"/><ellipse cx="349" cy="240" rx="140" ry="26" fill="#3b2a1e"/>
      <circle cx="330" cy="414" r="84" fill="#f2e7cf"/>${bean(330, 414, -28, 1.7)}`,
  },
  breakfast: {
    ground: ['#f7d774', '#e2a52d'],
    shapes: `<circle cx="360" cy="396" r="232" fill="#ffffff"/><circle cx="360" cy="396" r="184" fill="#f1ece1"/>
      ${[
        [292, 352],
        [428, 352],
        [360, 456],
      ]
        .map(
          ([x, y]) =>
            `<ellipse cx="${x}" cy="${y}" rx="84" ry="64" fill="#c98436"/><ellipse cx="${x}" cy="${Number(y) - 8}" rx="76" ry="54" fill="#eeb964"/>`,
        )
        .join('')}
      <path d="M312 372 q48 -44 96 0 q34 42 -20 58 q-58 14 -84 -12 q-14 -22 8 -46z" fill="#ffffff"/>
      <circle cx="340" cy="388" r="20" fill="#5d3f9a"/><circle cx="382" cy="402" r="20" fill="#6d4fb0"/>
      <circle cx="366" cy="368" r="18" fill="#4f3389"/>`,
  },
  lesson: {
    ground: ['#e88f6a', '#a8432f'],
    shapes: `<path d="M420 150 q150 20 168 138 q8 60 -50 70 q-70 10 -150 -40z" fill="#dfe5ea"/>
      <path d="M420 150 q60 60 10 150 l-52 24 q-30 -90 42 -174z" fill="#c3ccd4"/>
      <path d="M404 318 q-30 60 -40 130" fill="none" stroke="#fff4e2" stroke-width="22" stroke-linecap="round"/>
      <ellipse cx="350" cy="488" rx="224" ry="104" fill="#fffaf1"/><ellipse cx="350" cy="480" rx="188" ry="80" fill="#8f5a31"/>
      <path d="M350 544 q-118 -44 -92 -92 q30 -32 92 16 q62 -48 92 -16 q26 48 -92 92z" fill="#f9ead6"/>
      <path d="M350 522 q-74 -30 -58 -58 q20 -18 58 12 q38 -30 58 -12 q16 28 -58 58z" fill="#8f5a31"/>
      <path d="M350 506 q-38 -18 -30 -32 q12 -8 30 6 q18 -14 30 -6 q8 14 -30 32z" fill="#f9ead6"/>`,
  },
  stickers: {
    ground: ['#7fd0b2', '#2f9a86'],
    shapes: [
      [236, 300, -14, '#f7c948'],
      [488, 330, 12, '#ef6f6c'],
      [352, 486, -4, '#6f7fe0'],
    ]
      .map(
        ([x, y, turn, color]) =>
          `<g transform="translate(${x} ${y}) rotate(${turn})"><circle r="128" fill="#ffffff"/><circle r="110" fill="${color}"/>
          ${bean(0, 0, -20, 2)}<path d="M70 104 q40 -12 50 -50 q-44 -2 -50 50z" fill="#e6e6e6"/></g>`,
      )
      .join(''),
  },
} as const satisfies Record<string, { ground: readonly [string, string]; shapes: string }>;
