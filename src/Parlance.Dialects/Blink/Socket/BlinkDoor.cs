using Microsoft.AspNetCore.WebUtilities;
using Parlance.Core.Accounts;
using Parlance.Dialects.Django;

namespace Parlance.Dialects.Blink.Socket;

/// <summary>Whose a handshake at `/ws/chat` is, and with which token it comes (contracts C1). Decides from the query and the signing key alone.</summary>
internal sealed class BlinkDoor(TokenCodec tokens, DjangoFamilies families)
{
    private static readonly string[] Names = ["token", "access"];

    /// <summary>Whether it is for this dialect: without any token, or with one that this family's sign-in made, good or not any more. Where the family that shares the path is not served, all are.</summary>
    public bool Takes(string query) => families.Forti is null || !TryFind(query, out var token) || IsOwn(token);

    /// <summary>The token that says who comes; null for somebody without an account.</summary>
    public string? TokenOf(string query) => TryFind(query, out var token) && IsOwn(token) ? token : null;

    /// <summary>`token`, else `access`; of several of one name the first. An empty one counts as given.</summary>
    private static bool TryFind(string query, out string token)
    {
        token = "";
        var isGiven = false;
        var values = QueryHelpers.ParseQuery(query);
        foreach (var name in Names)
        {
            if (!values.TryGetValue(name, out var given))
                continue;
            isGiven = true;
            if (given[0] is not { Length: > 0 } text)
                continue;
            token = text;
            break;
        }

        return isGiven;
    }

    /// <summary>A token that names no family was minted by the server that was replaced: it is of the family on whose path it is used (contracts R4).</summary>
    private bool IsOwn(string token) =>
        tokens.TryReadSigned(token, out var claims)
        && (claims.Family?.Name == BlinkDialect.DialectName || (families.Forti is null && claims is { Family: null, IsForeign: true }));
}
