// Reads the size of a PNG, JPEG, GIF or WebP picture from its first bytes.

export interface ImageInfo {
  width: number;
  height: number;
  contentType: string;
  extension: string;
}

/** Null when the bytes are no picture that Telegram takes as a photo. */
export function readImageInfo(data: Buffer): ImageInfo | null {
  if (data.length < 24) return null;
  if (data.readUInt32BE(0) === 0x89504e47) {
    return {
      width: data.readUInt32BE(16),
      height: data.readUInt32BE(20),
      contentType: 'image/png',
      extension: 'png',
    };
  }
  if (data.toString('latin1', 0, 3) === 'GIF') {
    return {
      width: data.readUInt16LE(6),
      height: data.readUInt16LE(8),
      contentType: 'image/gif',
      extension: 'gif',
    };
  }
  if (data.toString('latin1', 8, 12) === 'WEBP') return readWebpInfo(data);
  if (data.readUInt16BE(0) === 0xffd8) return readJpegInfo(data);
  return null;
}

function readWebpInfo(data: Buffer): ImageInfo | null {
  if (data.length < 30) return null;
  const kind = data.toString('latin1', 12, 16);
  const picture = { contentType: 'image/webp', extension: 'webp' };
  if (kind === 'VP8X')
    return { width: data.readUIntLE(24, 3) + 1, height: data.readUIntLE(27, 3) + 1, ...picture };
  if (kind === 'VP8L') {
    const bits = data.readUInt32LE(21);
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1, ...picture };
  }
  return { width: data.readUInt16LE(26) & 0x3fff, height: data.readUInt16LE(28) & 0x3fff, ...picture };
}

function readJpegInfo(data: Buffer): ImageInfo | null {
  let position = 2;
  while (position + 9 < data.length) {
    if (data[position] !== 0xff) return null;
    const marker = data[position + 1] ?? 0;
    const isFrameStart =
      marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrameStart) {
      const height = data.readUInt16BE(position + 5);
      const width = data.readUInt16BE(position + 7);
      return { width, height, contentType: 'image/jpeg', extension: 'jpg' };
    }
    position += 2 + data.readUInt16BE(position + 2);
  }
  return null;
}
