using Parlance.Core.Events;

namespace Parlance.Core.Accounts;

/// <summary>Decides whom an access token speaks for, if anybody. Safe for concurrent use.</summary>
/// <remarks>
/// 1. The codec checks signature, type and expiry.
/// 2. The session must not have ended.
/// 3. The user must exist, be of the token's generation and not be banned.
/// Follows the bus, so that a sign-out, password change or ban on any node counts here at once. Answers synchronously while the user is cached.
/// </remarks>
public sealed class Authenticator : IEventSubscriber, IDisposable
{
    private readonly TokenCodec _tokens;
    private readonly UserCache _users;
    private readonly EndedSessions _ended;
    private readonly TimeProvider _time;
    private readonly IEventBus _bus;
    private readonly IDisposable _subscription;

    public Authenticator(TokenCodec tokens, UserCache users, EndedSessions ended, IEventBus bus, TimeProvider time)
    {
        _tokens = tokens;
        _users = users;
        _ended = ended;
        _time = time;
        _bus = bus;
        _subscription = bus.Subscribe(this);
    }

    /// <returns>The identity, or `token_invalid`, `token_expired`, `banned`.</returns>
    public ValueTask<Outcome<Identity>> AuthenticateAsync(ReadOnlySpan<char> accessToken, CancellationToken cancellationToken) =>
        CheckAsync(_tokens.Read(accessToken, TokenType.Access), cancellationToken);

    /// <inheritdoc cref="AuthenticateAsync(ReadOnlySpan{char}, CancellationToken)"/>
    public ValueTask<Outcome<Identity>> AuthenticateAsync(ReadOnlySpan<byte> accessToken, CancellationToken cancellationToken) =>
        CheckAsync(_tokens.Read(accessToken, TokenType.Access), cancellationToken);

    /// <summary>
    /// Whether an identity still holds. A connection asks once after it is registered to hear <see cref="SessionsEnded"/>: a session that ended
    /// between its handshake and its registration would otherwise live on unnoticed.
    /// </summary>
    /// <returns>Null when it holds.</returns>
    public async ValueTask<Refusal?> RecheckAsync(Identity identity, CancellationToken cancellationToken)
    {
        var claims = new TokenClaims(TokenType.Access, identity.User.Id, identity.Session, identity.Family, identity.User.TokenGeneration, identity.ExpiresAt);
        return (await JudgeAsync(claims, cancellationToken)).Refusal;
    }

    /// <summary>Checks what a signature cannot prove: session, user, generation, ban. For access and refresh tokens alike.</summary>
    internal ValueTask<Outcome<Identity>> JudgeAsync(TokenClaims claims, CancellationToken cancellationToken)
    {
        if (_users.TryGet(claims.User, out var user))
        {
            if (claims.Generation <= user.TokenGeneration)
                return new(Judge(claims, user));
            _users.Forget(claims.User); // the token is newer than the cache: another node signed the user in and its event is on the way
        }

        return LoadAndJudgeAsync(claims, cancellationToken);
    }

    /// <summary>Somebody was changed where no event tells of it: the next look reads from storage.</summary>
    internal void Forget(UserId user) => _users.Forget(user);

    /// <inheritdoc cref="EndedSessions.EndOf"/>
    internal DateTimeOffset EndOf(DateTimeOffset tokenExpires) => _ended.EndOf(tokenExpires);

    /// <summary>Tells every node; here the event counts before the call returns, however slow the bus.</summary>
    internal void Announce(ChatEvent e)
    {
        ChatEvent[] events = [e];
        Receive(events);
        _bus.Publish(events);
    }

    public void Receive(IReadOnlyList<ChatEvent> events)
    {
        foreach (var e in events)
        {
            switch (e)
            {
                case SessionsEnded { Session: { } session }:
                    _ended.Add(session);
                    break;
                case SessionsEnded or ProfileChanged:
                    _users.Forget(((UserEvent)e).User);
                    break;
            }
        }
    }

    public void Dispose() => _subscription.Dispose();

    private ValueTask<Outcome<Identity>> CheckAsync(Outcome<TokenClaims> read, CancellationToken cancellationToken) =>
        read.TryGet(out var claims, out var refusal) ? JudgeAsync(claims, cancellationToken) : new(refusal);

    private async ValueTask<Outcome<Identity>> LoadAndJudgeAsync(TokenClaims claims, CancellationToken cancellationToken) =>
        Judge(claims, await _users.GetAsync(claims.User, cancellationToken));

    private Outcome<Identity> Judge(TokenClaims claims, User? user)
    {
        if (user is null)
            return TokenRefusals.NoUser;
        if (user.IsBanned(_time.GetUtcNow()))
            return TokenRefusals.Banned(user.BannedUntil!.Value);
        if ((user.TokenGeneration != claims.Generation && user.SparedSession != claims.Session) || _ended.Contains(claims.Session))
            return TokenRefusals.Ended;
        return new Identity(user, claims.Session, claims.Family, claims.ExpiresAt);
    }
}
