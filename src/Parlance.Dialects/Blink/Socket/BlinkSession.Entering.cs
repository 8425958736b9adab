using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Dialects.Hosting.Matching;
using Parlance.Dialects.Hosting.Sockets;
using Parlance.Sockets;

namespace Parlance.Dialects.Blink.Socket;

/// <content>
/// The handshake. Without a token nobody is asked, and one is there at once. Else frames that come meanwhile wait:
/// <list type="number">
/// <item>Pool: whom the token proves. Nobody means somebody without an account; somebody banned is put out; without storage nobody can tell, and the client comes back.</item>
/// <item>Loop: follow the user, so that a ban is heard from now on.</item>
/// <item>Pool: that there was none meanwhile.</item>
/// <item>Loop: say `connected` and look for a partner.</item>
/// </list>
/// </content>
internal sealed partial class BlinkSession
{
    public override void OnOpened()
    {
        if (_token is null)
            GoLive(null);
        else
            Connection.AdmitOnPool(Services.Logger, () => AdmitAsync(_token), () => Refuse(Refusal.Unavailable));
    }

    /// <returns>Null, or why the connection ends.</returns>
    private async Task<CloseReason?> AdmitAsync(string token)
    {
        if (!(await Services.Authenticator.AuthenticateAsync(token, CancellationToken.None)).TryGet(out var identity, out var refusal))
        {
            if (refusal.Code == RefusalCode.Banned)
                return Refuse(refusal);
            await Connection.RunAsync(() => GoLive(null));
            return null;
        }

        await Connection.RunAsync(() => Follow(identity));
        if (await Services.Authenticator.RecheckAsync(identity, CancellationToken.None) is { } ended)
            return Refuse(ended);
        await Connection.RunAsync(() => GoLive(identity.User));
        return null;
    }

    private CloseReason Refuse(Refusal refusal)
    {
        Services.Refusals.Add("handshake", BlinkDialect.DialectName, "/ws/chat", refusal);
        return refusal.Code switch
        {
            RefusalCode.Banned => BlinkClosing.Banned,
            RefusalCode.Unavailable => BlinkClosing.Unavailable,
            _ => BlinkClosing.Ended,
        };
    }

    private void Follow(Identity identity)
    {
        if (!Connection.IsOpen)
            return;
        _identity = identity;
        Connection.User = identity.User.Id;
        Connection.Loop.Registry.Follow(Connection, Topic.Of(identity.User.Id), position: 0);
    }

    private void GoLive(User? user)
    {
        if (!Connection.IsOpen)
            return;
        var seeker = Services.Matchmaker.Open(PartyOf(user), Services.Requeue, new SeekerLink(Connection, Services.Matching, Services.Time));
        _seeker = seeker;
        Connection.Loop.Registry.Follow(Connection, Topic.Of(seeker), position: 0);
        _out.Send(BlinkFrames.Connected(user));
        Join();
    }
}
