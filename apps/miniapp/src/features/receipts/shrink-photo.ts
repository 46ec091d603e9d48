/** Makes a phone's photo small enough to travel: a code and the print stay readable at this size. */

const longestSide = 2000;
const quality = 0.85;
/** Under the server's limit, with room for the form around it. */
const sentAsItIsBytes = 1_500_000;

/** What the browser cannot open goes as it is: the server says what is wrong with it. */
export async function shrinkPhoto(photo: File): Promise<Blob> {
  if (photo.size <= sentAsItIsBytes && photo.type !== 'image/heic') return photo;
  try {
    const picture = await createImageBitmap(photo);
    const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const smaller = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, 'image/jpeg', quality);
    });
    return smaller ?? photo;
  } catch {
    return photo;
  }
}
