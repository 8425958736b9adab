namespace Parlance.Core.Media;

/// <summary>What a picture may be. Refusals name the field it came in.</summary>
internal static class ImageRules
{
    private const string Kinds = "JPEG, PNG, GIF or WebP";

    /// <returns>What it is, or `invalid` (empty, no image, too many pixels).</returns>
    public static Outcome<ImageInfo> Check(ReadOnlySpan<byte> content, string field, int maxSide)
    {
        if (content.IsEmpty)
            return Invalid(field, $"`{field}` is an empty file.", "Choose the picture again; it did not arrive.");
        if (ImageSniffer.Sniff(content) is not { } image)
            return Invalid(field, $"`{field}` is not an image: only {Kinds} are taken, told by their content.", $"Save the picture as {Kinds} and upload that.");
        if (image.Width == 0 || image.Height == 0)
            return Invalid(field, $"`{field}` is an image without pixels.", "Save the picture again and upload that.");
        return image.Width > maxSide || image.Height > maxSide
            ? Invalid(field, $"`{field}` is {image.Width} × {image.Height} pixels; an image has at most {maxSide} on a side.", "Make the picture smaller and upload that.")
            : image;
    }

    public static Refusal Invalid(string field, string sentence, string remedy) => new(RefusalCode.Invalid, sentence, remedy) { Field = field };

    public static Refusal TooLarge(string field, int maxBytes) =>
        new(RefusalCode.TooLarge, $"The picture has more than {maxBytes} bytes.", "Make it smaller, or save it as JPEG, and upload that.") { Field = field };
}
