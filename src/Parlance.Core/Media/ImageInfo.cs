namespace Parlance.Core.Media;

/// <param name="ContentType">`image/jpeg`, `image/png`, `image/gif` or `image/webp`.</param>
/// <param name="Width">In pixels, as the file says of itself; null for a JPEG in which no frame header was found.</param>
public sealed record ImageInfo(string ContentType, long? Width, long? Height);
