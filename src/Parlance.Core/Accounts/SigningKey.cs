using System.Text;

namespace Parlance.Core.Accounts;

/// <summary>The secret that signs and verifies every token. A class, not a record: printing it must not show it.</summary>
public sealed class SigningKey
{
    private readonly byte[] _bytes;

    public SigningKey(byte[] bytes)
    {
        if (bytes.Length == 0)
            throw new ArgumentException("A signing key cannot be empty.", nameof(bytes));
        _bytes = bytes;
    }

    /// <summary>The key as other HS256 implementations take it from a setting: the text's UTF-8 bytes.</summary>
    public static SigningKey FromText(string text) => new(Encoding.UTF8.GetBytes(text));

    internal ReadOnlySpan<byte> Bytes => _bytes;
}
