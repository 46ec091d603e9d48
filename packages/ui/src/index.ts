/** Parts that both web apps may show: QR code, points and money in words, small drawings, readable colours. */
export * from './card-colors.ts';
export * from './drawings.tsx';
export * from './formatting.tsx';
export * from './qr-code.tsx';
