using System.ComponentModel.DataAnnotations;

namespace Parlance.Core.Media;

public sealed class MediaOptions
{
    public const string Section = "Media";

    /// <summary>Largest avatar in bytes, its sizes together. Default 10 MiB.</summary>
    [Range(1_024, 104_857_600)]
    public int MaxAvatarBytes { get; init; } = 10 << 20;

    /// <summary>Largest room thumbnail in bytes, as a file. Default 2 MiB.</summary>
    [Range(1_024, 104_857_600)]
    public int MaxThumbnailBytes { get; init; } = 2 << 20;

    /// <summary>Largest file sent with a message, in bytes. Default 25 MiB.</summary>
    [Range(1_024, 104_857_600)]
    public int MaxAttachmentBytes { get; init; } = 25 << 20;

    /// <summary>Pixels an image may have on a side: a small file can unfold to gigabytes in the browsers of those who see it. Default 10,000.</summary>
    [Range(16, 100_000)]
    public int MaxSide { get; init; } = 10_000;

    /// <summary>Bytes one user may upload a day, counted since this process started. Default 200 MiB. `RATE_LIMIT_SCALE` multiplies it, too.</summary>
    [Range(1_048_576, 1_073_741_824)]
    public int MaxBytesPerUserADay { get; init; } = 200 << 20;
}
