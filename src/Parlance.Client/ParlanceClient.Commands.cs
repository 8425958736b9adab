using System.Text.Json.Serialization.Metadata;
using Parlance.Client.Connection;
using Parlance.Client.Wire;

namespace Parlance.Client;

// How every command travels.
public sealed partial class ParlanceClient
{
    private volatile int _maxFrameBytes = int.MaxValue;
    private volatile Task _background = Task.CompletedTask; // connection loop sets it: refreshes and watches after a reconnect

    /// <summary>A sign of life; how long it took is up to the caller to measure.</summary>
    public Task PingAsync(CancellationToken cancellationToken = default) =>
        CallAsync("ping", static _ => { }, ClientJson.Default.EmptyReply, Repeat.Safe, cancellationToken);

    /// <summary>Goes on under an access token that came from elsewhere.</summary>
    public async Task UseTokenAsync(string accessToken, CancellationToken cancellationToken = default)
    {
        var reply = await CallAsync("refresh", f => f.With("token", accessToken), ClientJson.Default.RefreshReply, Repeat.Safe, cancellationToken);
        _authentication.Renewed(accessToken, null, null, reply.ExpiresAt);
    }

    private enum Repeat
    {
        /// <summary>Twice is the same as once: goes out again after a reconnect.</summary>
        Safe,

        /// <summary>Fails with `connection_lost` when the answer never came.</summary>
        Never,
    }

    private async Task<T> CallAsync<T>(string type, Action<CommandFields> fields, JsonTypeInfo<T> reply, Repeat repeat, CancellationToken cancellationToken)
    {
        var command = Issue(type, fields, reply, repeat);
        try
        {
            return await command.Answer.WaitAsync(_options.CommandTimeout, _options.Time, cancellationToken);
        }
        catch (TimeoutException e)
        {
            _outbox.Take(command.Id);
            throw new TimeoutException($"The server did not answer `{type}` within {_options.CommandTimeout.TotalSeconds} s; the command may or may not have taken effect.", e);
        }
        catch (OperationCanceledException)
        {
            _outbox.Take(command.Id);
            throw;
        }
    }

    private Command<T> Issue<T>(string type, Action<CommandFields> fields, JsonTypeInfo<T> reply, Repeat repeat) => _outbox.Add(id =>
    {
        var encoded = new CommandFields(id, type);
        fields(encoded);
        var frame = encoded.ToFrame();

        // The server would close the connection over it, and the next one, and the next.
        if (frame.Length > _maxFrameBytes)
            throw new ParlanceException("too_large", $"The command takes {frame.Length} bytes; the server reads {_maxFrameBytes}.", "Send less at once.");
        return new Command<T>(id, frame, repeat == Repeat.Safe, reply);
    });

    private void RefreshInBand()
    {
        if (Credentials.RefreshToken is { } token)
            _background = Task.WhenAll(_background, RefreshAsync(token));
    }

    private async Task RefreshAsync(string refreshToken)
    {
        try
        {
            // Never repeated: the server takes a refresh token once, and a second use ends the session.
            var reply = await CallAsync("refresh", f => f.With("refresh_token", refreshToken), ClientJson.Default.RefreshReply, Repeat.Never, _stopping.Token);
            _authentication.Renewed(reply.AccessToken, reply.RefreshToken, null, reply.ExpiresAt);
        }
        catch (Exception e) when (e is ParlanceException or TimeoutException or OperationCanceledException)
        {
            // The connection goes on until the token ends; then the next hello finds out whether there is another way in.
        }
    }
}
