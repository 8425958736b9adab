namespace Parlance.Client.Connection;

/// <summary>The tokens of the moment and how to get the next ones. Connection loop only, but for <see cref="Current"/>.</summary>
internal sealed class Authentication(ParlanceCredentials first, Action<ParlanceCredentials>? changed, ParlanceAccounts accounts, TimeProvider time)
{
    private volatile ParlanceCredentials _current = first;
    private DateTimeOffset? _expiresAt;

    public ParlanceCredentials Current => _current;

    /// <summary>Gets a new access token over REST where the old one is spent and there is a way.</summary>
    /// <exception cref="ParlanceException">Refused, and there is no other way in.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached now.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (_current.AccessToken is not null && !(_expiresAt <= time.GetUtcNow()))
            return;
        if (_current.RefreshToken is not { } refreshToken)
            return;

        try
        {
            var renewed = await accounts.RefreshAsync(refreshToken, cancellationToken);
            Renewed(renewed.AccessToken, renewed.RefreshToken, null, renewed.ExpiresAt);
        }
        catch (ParlanceException e) when (e.RetryAfter is null && e.Code != "unavailable")
        {
            Change(_current with { AccessToken = null, RefreshToken = null });
            if (_current.GuestName is null)
                throw;
        }
    }

    public CommandFields Hello(long id)
    {
        var fields = new CommandFields(id, "hello");
        if (_current.AccessToken is { } token)
            return fields.With("token", token);
        return fields.WithGuest(_current.GuestName ?? "", _current.GuestKey);
    }

    /// <summary>The server did not take the access token.</summary>
    /// <returns>False when nothing else is left to try.</returns>
    public bool Rejected()
    {
        if (_current.AccessToken is null)
            return false;
        Change(_current with { AccessToken = null });
        return _current.RefreshToken is not null || _current.GuestName is not null;
    }

    public void Renewed(string? accessToken, string? refreshToken, string? guestKey, DateTimeOffset? expiresAt)
    {
        _expiresAt = expiresAt ?? _expiresAt;
        if (accessToken is null && refreshToken is null && guestKey is null)
            return;

        Change(_current with
        {
            AccessToken = accessToken ?? _current.AccessToken,
            RefreshToken = refreshToken ?? _current.RefreshToken,
            GuestKey = guestKey ?? _current.GuestKey,
        });
        changed?.Invoke(_current);
    }

    private void Change(ParlanceCredentials credentials) => _current = credentials;
}
