namespace Parlance.Core.Accounts;

/// <summary>Starts, refreshes and ends sessions. A session is one signed-in device; ending it kills its tokens and open sockets on every node.</summary>
public sealed class Sessions(IAccountStore store, TokenCodec tokens, Authenticator authenticator, TimeProvider time)
{
    /// <summary>For a user whose identity the caller has just proved.</summary>
    public async Task<TokenPair> StartAsync(User user, TokenFamily family, CancellationToken cancellationToken)
    {
        var session = new SessionId(Guid.NewGuid());
        var (pair, link) = Mint(user, family, session);
        await store.StartSessionAsync(link, cancellationToken);
        return pair;
    }

    /// <summary>New tokens for a refresh token. In a family that rotates, the old one is spent, and spending it again ends the session.</summary>
    /// <remarks>A token that another server minted with the same key is taken over into the store by its first use, and from then on is like any other.</remarks>
    /// <param name="endpointFamily">Whose rules hold for a token that does not name its family.</param>
    /// <returns>The tokens, or `token_invalid`, `token_expired`, `token_reused`, `banned`.</returns>
    public async Task<Outcome<TokenPair>> RefreshAsync(string? refreshToken, TokenFamily endpointFamily, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(refreshToken))
            return AccountRules.Missing("refresh_token");
        if (!tokens.Read(refreshToken, TokenType.Refresh).TryGet(out var claims, out var refusal))
            return refusal;
        if (!(await authenticator.JudgeAsync(claims, cancellationToken)).TryGet(out var identity, out refusal))
            return refusal;

        var family = claims.Family ?? endpointFamily;
        if (family.RefreshLifetime is null)
            return TokenRefusals.Invalid;

        var (pair, next) = Mint(identity.User, family, claims.Session);
        if (!family.Rotates)
            return pair with { Refresh = refreshToken };

        switch (await RotateAsync(refreshToken, claims, next, cancellationToken))
        {
            case RotationResult.Rotated:
                return pair;
            case RotationResult.Reused:
                authenticator.Announce(new Events.SessionsEnded(claims.User, claims.Session, RefusalCode.TokenReused));
                return TokenRefusals.Reused;
            case RotationResult.Ended:
                return TokenRefusals.Ended;
            default:
                return TokenRefusals.Invalid;
        }
    }

    /// <summary>Signs out one device.</summary>
    public async Task EndAsync(Identity identity, CancellationToken cancellationToken)
    {
        await store.EndSessionAsync(identity.Session, authenticator.EndOf(identity.ExpiresAt), cancellationToken);
        authenticator.Announce(new Events.SessionsEnded(identity.User.Id, identity.Session, RefusalCode.TokenInvalid));
    }

    /// <summary>Signs out the device that holds this refresh token.</summary>
    /// <returns>Null when it did, or `token_invalid`, `token_expired`, `banned`; one that was used before is fine.</returns>
    public async Task<Refusal?> EndAsync(string refreshToken, CancellationToken cancellationToken)
    {
        if (!tokens.Read(refreshToken, TokenType.Refresh).TryGet(out var claims, out var refusal))
            return refusal;
        if (!(await authenticator.JudgeAsync(claims, cancellationToken)).TryGet(out var identity, out refusal))
            return refusal;
        await EndAsync(identity, cancellationToken);
        return null;
    }

    /// <summary>Ends every session of a user: all tokens minted so far are dead.</summary>
    /// <param name="except">A session whose open sockets may stay; its tokens die like the others'.</param>
    /// <returns>The user under the new token generation.</returns>
    public async Task<User> EndAllAsync(User user, RefusalCode reason, SessionId? except, CancellationToken cancellationToken)
    {
        var generation = await store.EndAllSessionsAsync(user.Id, spared: null, cancellationToken);
        authenticator.Announce(new Events.SessionsEnded(user.Id, null, reason, except));
        return user with { TokenGeneration = generation, SparedSession = null };
    }

    /// <summary>Ends every session of a user but one, whose tokens stay good.</summary>
    /// <returns>The user under the new token generation.</returns>
    public async Task<User> EndOthersAsync(User user, SessionId spared, CancellationToken cancellationToken)
    {
        var generation = await store.EndAllSessionsAsync(user.Id, spared, cancellationToken);
        authenticator.Announce(new Events.SessionsEnded(user.Id, null, RefusalCode.TokenInvalid, spared));
        return user with { TokenGeneration = generation, SparedSession = spared };
    }

    private async Task<RotationResult> RotateAsync(string refreshToken, TokenClaims claims, RefreshToken next, CancellationToken cancellationToken)
    {
        var hash = TokenCodec.Hash(refreshToken);
        var result = await store.RotateAsync(hash, next, time.GetUtcNow(), cancellationToken);
        if (result != RotationResult.Unknown || !claims.IsForeign)
            return result;

        await store.AdoptSessionAsync(next with { Hash = hash, ExpiresAt = claims.ExpiresAt }, cancellationToken);
        return await store.RotateAsync(hash, next, time.GetUtcNow(), cancellationToken);
    }

    private (TokenPair Pair, RefreshToken Link) Mint(User user, TokenFamily family, SessionId session)
    {
        var now = time.GetUtcNow();
        var expires = now + family.AccessLifetime;
        var subject = family.NamesSubject ? user.Key : null;
        var access = tokens.Mint(TokenType.Access, family, user.Id, session, user.TokenGeneration, expires, subject);
        if (family.RefreshLifetime is not { } lifetime)
        {
            // The store must know every session to be able to end it, so one without refresh tokens is kept under its access token.
            return (new TokenPair(session, access, null, family.AccessLifetime, expires), new RefreshToken(TokenCodec.Hash(access), session, user.Id, family.Name, expires));
        }

        var refresh = tokens.Mint(TokenType.Refresh, family, user.Id, session, user.TokenGeneration, now + lifetime, subject);
        return (new TokenPair(session, access, refresh, family.AccessLifetime, expires), new RefreshToken(TokenCodec.Hash(refresh), session, user.Id, family.Name, now + lifetime));
    }
}
