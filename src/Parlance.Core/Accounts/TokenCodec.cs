using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Parlance.Core.Accounts;

/// <summary>Mints tokens and reads those that come back. Claims: `token_type`, `exp`, `iat`, `jti`, `user_id`, `fam`, `sid`, `gen`. Safe for concurrent use.</summary>
/// <remarks>
/// Reading is on the path of every request and handshake: one HMAC, one pass over the payload, nothing on the heap. It knows nothing of users;
/// <see cref="Authenticator"/> decides whether the person behind a good token may still use it.
/// </remarks>
public sealed class TokenCodec(SigningKey key, TokenFamilies families, TimeProvider time)
{
    /// <summary>How far the clocks of two servers may differ.</summary>
    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(10);

    private const long MaxUserId = 1L << 53;
    private const long MaxUnixSeconds = 253_402_300_799; // 9999-12-31

    private readonly Hs256 _hs256 = new(key);

    /// <param name="subject">The claim `sub`, for families whose clients look for it; nothing here reads it.</param>
    public string Mint(TokenType type, TokenFamily family, UserId user, SessionId session, int generation, DateTimeOffset expiresAt, string? subject = null)
    {
        var payload = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(payload))
        {
            json.WriteStartObject();
            json.WriteString("token_type"u8, type == TokenType.Access ? "access"u8 : "refresh"u8);
            json.WriteNumber("exp"u8, expiresAt.ToUnixTimeSeconds());
            json.WriteNumber("iat"u8, time.GetUtcNow().ToUnixTimeSeconds());
            json.WriteString("jti"u8, Guid.NewGuid().ToString("N"));
            if (subject is not null)
                json.WriteString("sub"u8, subject);
            json.WriteNumber("user_id"u8, user.Value);
            json.WriteString("fam"u8, family.Name);
            json.WriteString("sid"u8, session.ToString());
            json.WriteNumber("gen"u8, generation);
            json.WriteEndObject();
        }

        return _hs256.Seal(payload.WrittenSpan);
    }

    /// <returns>The claims, or `token_invalid` / `token_expired`.</returns>
    public Outcome<TokenClaims> Read(ReadOnlySpan<char> token, TokenType type)
    {
        if (token.Length > Hs256.MaxLength)
            return TokenRefusals.Invalid;

        Span<byte> ascii = stackalloc byte[Hs256.MaxLength];
        return Ascii.FromUtf16(token, ascii, out var length) == OperationStatus.Done
            ? Read(ascii[..length], type)
            : TokenRefusals.Invalid;
    }

    /// <inheritdoc cref="Read(ReadOnlySpan{char}, TokenType)"/>
    public Outcome<TokenClaims> Read(ReadOnlySpan<byte> token, TokenType type)
    {
        Span<byte> payload = stackalloc byte[Hs256.MaxLength];
        if (!_hs256.TryOpen(token, payload, out var length) || !TryParse(payload[..length], out var claims))
            return TokenRefusals.Invalid;
        if (claims.Type != type)
            return TokenRefusals.WrongType;
        if (time.GetUtcNow() >= claims.ExpiresAt + Leeway)
            return type == TokenType.Access ? TokenRefusals.AccessExpired : TokenRefusals.RefreshExpired;
        return claims;
    }

    /// <summary>Reads a token of either type, expired or not: for whoever must know whose it is before it matters whether it is good.</summary>
    /// <returns>False when it is not signed with this server's key.</returns>
    public bool TryReadSigned(ReadOnlySpan<char> token, out TokenClaims claims)
    {
        claims = default;
        if (token.Length > Hs256.MaxLength)
            return false;

        Span<byte> ascii = stackalloc byte[Hs256.MaxLength];
        Span<byte> payload = stackalloc byte[Hs256.MaxLength];
        return Ascii.FromUtf16(token, ascii, out var written) == OperationStatus.Done
            && _hs256.TryOpen(ascii[..written], payload, out var length)
            && TryParse(payload[..length], out claims);
    }

    /// <summary>What a refresh token is stored and looked up under.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private bool TryParse(ReadOnlySpan<byte> payload, out TokenClaims claims)
    {
        claims = default;
        TokenType? type = null;
        long user = 0, expires = 0, generation = 0;
        Guid? sid = null, jti = null;
        TokenFamily? family = null;

        try
        {
            var reader = new Utf8JsonReader(payload);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (Takes(ref reader, "token_type"u8))
                    type = ReadType(ref reader);
                else if (Takes(ref reader, "exp"u8))
                    expires = ReadInteger(ref reader);
                else if (Takes(ref reader, "user_id"u8))
                    user = ReadInteger(ref reader);
                else if (Takes(ref reader, "gen"u8))
                    generation = ReadInteger(ref reader);
                else if (Takes(ref reader, "fam"u8))
                    family = reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped ? families.Find(reader.ValueSpan) : null;
                else if (Takes(ref reader, "sid"u8))
                    sid = ReadGuid(ref reader);
                else if (Takes(ref reader, "jti"u8))
                    jti = ReadGuid(ref reader);
                else
                    reader.Read();
                reader.Skip();
            }
        }
        catch (JsonException)
        {
            return false;
        }

        if (type is null || user is <= 0 or >= MaxUserId || expires is <= 0 or > MaxUnixSeconds - 60 || generation is < 0 or > int.MaxValue)
            return false;

        var session = new SessionId(sid ?? jti ?? Digest(payload));
        claims = new TokenClaims(type.Value, new UserId(user), session, family, (int)generation, DateTimeOffset.FromUnixTimeSeconds(expires)) { IsForeign = sid is null };
        return true;
    }

    /// <summary>Steps on to the value when the property has that name.</summary>
    private static bool Takes(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name) && reader.Read();

    private static TokenType? ReadType(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
            return null;
        if (reader.ValueTextEquals("access"u8))
            return TokenType.Access;
        return reader.ValueTextEquals("refresh"u8) ? TokenType.Refresh : null;
    }

    /// <summary>An integer, a number with a fraction (allowed for dates, cut off) or a decimal string; -1 for anything else.</summary>
    private static long ReadInteger(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetInt64(out var number) => number,
        JsonTokenType.Number when reader.TryGetDouble(out var number) && Math.Abs(number) < MaxUserId => (long)number,
        JsonTokenType.String when Utf8Parser.TryParse(reader.ValueSpan, out long number, out var used) && used == reader.ValueSpan.Length => number,
        _ => -1,
    };

    private static Guid? ReadGuid(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
            return null;
        return Utf8Parser.TryParse(reader.ValueSpan, out Guid guid, out var used, 'N') && used == reader.ValueSpan.Length
            ? guid
            : Digest(reader.ValueSpan);
    }

    private static Guid Digest(ReadOnlySpan<byte> text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return new Guid(hash[..16]);
    }
}
