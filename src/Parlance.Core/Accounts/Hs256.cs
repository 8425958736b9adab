using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Parlance.Core.Accounts;

/// <summary>Signs and opens JSON Web Tokens with HMAC-SHA256 (RFC 7519, RFC 7515 compact form). The one algorithm there is: a token's header is checked, never obeyed.</summary>
public sealed class Hs256(SigningKey key)
{
    /// <summary>Longer tokens are refused unread.</summary>
    public const int MaxLength = 2_048;

    private const int SignatureLength = 43; // 32 bytes in base64url without padding

    // {"alg":"HS256","typ":"JWT"} and the order Python's libraries write it in.
    private static ReadOnlySpan<byte> Header => "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"u8;

    public string Seal(ReadOnlySpan<byte> payload)
    {
        var bodyLength = Header.Length + 1 + Base64Url.GetEncodedLength(payload.Length);
        var token = new byte[bodyLength + 1 + SignatureLength];
        Header.CopyTo(token);
        token[Header.Length] = (byte)'.';
        Base64Url.EncodeToUtf8(payload, token.AsSpan(Header.Length + 1));
        token[bodyLength] = (byte)'.';

        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Bytes, token.AsSpan(0, bodyLength), signature);
        Base64Url.EncodeToUtf8(signature, token.AsSpan(bodyLength + 1));
        return Encoding.ASCII.GetString(token);
    }

    /// <summary>Checks the signature and writes the payload's bytes.</summary>
    /// <param name="payload">Room for <see cref="MaxLength"/> bytes.</param>
    /// <returns>False for anything that this key did not sign in exactly this way.</returns>
    public bool TryOpen(ReadOnlySpan<byte> token, Span<byte> payload, out int written)
    {
        written = 0;
        if (token.Length > MaxLength)
            return false;

        var headerEnd = token.IndexOf((byte)'.');
        var bodyEnd = token.LastIndexOf((byte)'.');
        if (headerEnd <= 0 || bodyEnd <= headerEnd + 1 || token.Length - bodyEnd - 1 != SignatureLength)
            return false;

        var encoded = token[(headerEnd + 1)..bodyEnd];
        if (encoded.Contains((byte)'.'))
            return false;

        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes + 1];
        if (Base64Url.DecodeFromUtf8(token[(bodyEnd + 1)..], given, out _, out var length) != OperationStatus.Done || length != HMACSHA256.HashSizeInBytes)
            return false;

        Span<byte> wanted = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Bytes, token[..bodyEnd], wanted);
        return CryptographicOperations.FixedTimeEquals(given[..length], wanted)
            && IsHs256(token[..headerEnd])
            && Base64Url.DecodeFromUtf8(encoded, payload, out _, out written) == OperationStatus.Done;
    }

    private static bool IsHs256(ReadOnlySpan<byte> header) => header.SequenceEqual(Header) || SaysHs256(header);

    /// <summary>For headers written in another order or with a key id.</summary>
    private static bool SaysHs256(ReadOnlySpan<byte> header)
    {
        Span<byte> json = stackalloc byte[MaxLength];
        if (Base64Url.DecodeFromUtf8(header, json, out _, out var length) != OperationStatus.Done)
            return false;

        try
        {
            var reader = new Utf8JsonReader(json[..length]);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;

            var found = false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                // "crit" lists extensions that must be understood; none is.
                if (reader.ValueTextEquals("crit"u8))
                    return false;
                var isAlgorithm = reader.ValueTextEquals("alg"u8);
                reader.Read();
                if (isAlgorithm)
                    found = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("HS256"u8);
                reader.Skip();
            }

            return found;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
