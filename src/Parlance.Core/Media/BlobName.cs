using System.Buffers;
using System.Security.Cryptography;

namespace Parlance.Core.Media;

/// <summary>What stored files are called: 26 random characters and the ending of their type, like `k3v7qz2mw5d4x6r1c8b9n0tyha.jpg`. Never given twice, and nothing can be told from one.</summary>
public static class BlobName
{
    private const int RandomLength = 26; // 130 bits
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    private static readonly SearchValues<char> Characters = SearchValues.Create(Alphabet);

    /// <summary>Whatever is no image. Served to be saved, never to be shown: nobody looked what it is.</summary>
    public const string AnyType = "application/octet-stream";

    private static readonly (string Ending, string ContentType)[] Types =
        [(".jpg", "image/jpeg"), (".png", "image/png"), (".gif", "image/gif"), (".webp", "image/webp"), (".bin", AnyType)];

    /// <param name="contentType">One of the image types that are served, or <see cref="AnyType"/>.</param>
    public static string New(string contentType) =>
        RandomNumberGenerator.GetString(Alphabet, RandomLength) + Types.Single(type => type.ContentType == contentType).Ending;

    /// <summary>Null when nothing could be called that.</summary>
    public static string? ContentTypeOf(string name)
    {
        if (name.Length <= RandomLength || name.AsSpan(0, RandomLength).ContainsAnyExcept(Characters))
            return null;
        return Array.Find(Types, type => name.AsSpan(RandomLength).SequenceEqual(type.Ending)).ContentType;
    }

    /// <summary>What a store asks before a name reaches its disk or bucket.</summary>
    /// <returns>The content type that belongs to the name.</returns>
    /// <exception cref="ArgumentException">Nothing could be called that.</exception>
    public static string Check(string name) => ContentTypeOf(name) ?? throw new ArgumentException("Not the name of a stored file.", nameof(name));

    /// <summary>The name at the end of an address of this server's files; null when there is none.</summary>
    public static string? In(string url)
    {
        var name = url[(url.LastIndexOf('/') + 1)..];
        return ContentTypeOf(name) is not null && url.EndsWith(PathOf(name), StringComparison.Ordinal) ? name : null;
    }

    /// <summary>Where a file is served, from the scheme and host on.</summary>
    public static string PathOf(string name) => "/media/" + name;
}
