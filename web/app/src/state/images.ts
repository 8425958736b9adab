/** The sides of a picture as it is shown, in pixels. Null for what is no picture that browsers show. */
export async function sidesOf(file: Blob): Promise<{ width: number; height: number } | null> {
  if (!file.type.startsWith('image/')) return null;
  try {
    const image = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const { width, height } = image;
    image.close();
    return { width, height };
  } catch {
    return null;
  }
}

/** A picture no larger than it is shown: uploads stay small, and no camera's position goes along. */
export async function shrink(file: Blob, maxSide: number, quality = 0.88): Promise<Blob> {
  const image = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, maxSide / Math.max(image.width, image.height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(image.width * scale)), Math.max(1, Math.round(image.height * scale)));
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  return canvas.convertToBlob({ type: 'image/webp', quality });
}
