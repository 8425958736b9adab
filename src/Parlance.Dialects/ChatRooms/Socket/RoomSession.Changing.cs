using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Messages;
using Parlance.Sockets;

namespace Parlance.Dialects.ChatRooms.Socket;

internal sealed partial class RoomSession
{
    /// <summary>What a profile change costs of the frames one may send: it writes to storage and is told to every room the user is in.</summary>
    private const int ProfileCost = 10;

    /// <summary>The hottest path of this dialect: from a member that is in memory the message is checked and queued here, on the loop.</summary>
    private Task OnMessage(in InboundFrame frame)
    {
        if (frame.Content.Text is not { } content)
        {
            if (frame.Content.Raw is [(byte)'"', ..] && TakeFrame())
                Refuse("Message content holds half a character");
            return Task.CompletedTask;
        }

        if (content.Length == 0 || !TakeMessage())
            return Task.CompletedTask;
        if (Services.Access.TryGet(ConversationRef.Of(RoomId), Me.Id, out var access))
        {
            Post(access, content);
            return Task.CompletedTask;
        }

        // Posted before the task ends, and so before the next frame of this connection is read: order is kept.
        return RunAsync("message", async () =>
        {
            var found = await Services.Access.GetAsync(ConversationRef.Of(RoomId), Me.Id);
            Connection.Post(() =>
            {
                if (found is null)
                    Refuse(Refusal.NoSuchConversation, "message");
                else
                    Post(found, content);
            });
        });
    }

    private void Post(Access access, string content)
    {
        var entry = new RoomAppend(this)
        {
            Conversation = access.Conversation.Id,
            ConversationKey = access.Conversation.PublicKey,
            Sender = Me.Id,
            SenderKey = Me.Key,
            SenderName = Self.Name,
            SenderAvatar = Self.AvatarUrl,
            Content = content,
            SentAt = Now,
        };
        Store(access, entry, "message");
    }

    private Task OnProfile(in InboundFrame frame)
    {
        if (!TakeFrame(ProfileCost))
            return Task.CompletedTask;
        var (me, name, avatar, bio, email) = (Me, frame.Username.Text?.Trim(), frame.Avatar.Text, frame.Bio.Text, frame.Email.Text?.Trim());
        var change = new ProfileChange(
            string.IsNullOrEmpty(name) || name == me.DisplayName ? null : name,
            bio == me.Bio ? null : bio,
            IsWanted(avatar, me.AvatarUrl) ? avatar : null,
            me.IsGuest || string.IsNullOrEmpty(email) || email == me.Email ? null : email);
        var avatarOnly = frame.Type == FrameType.AvatarUpdated;
        return RunAsync("profile", () => ChangeProfileAsync(me, change, avatarOnly));
    }

    private async Task ChangeProfileAsync(User me, ProfileChange change, bool avatarOnly)
    {
        // What another account is called cannot be a guest's name: people would take one for the other.
        if (me.IsGuest && change.DisplayName is { } name && await Services.Accounts.FindByUsernameAsync(name, CancellationToken.None) is not null)
        {
            Connection.Post(() => Refuse("Username already registered"));
            return;
        }

        if (!(await Services.Accounts.ChangeProfileAsync(me.Id, change, CancellationToken.None)).TryGet(out var changed, out var refusal))
        {
            RefuseFromAnywhere(refusal, "profile");
            return;
        }

        // Told even when nothing changed: clients say this after they changed it over HTTP.
        await Services.Appearance.ShowAsync(changed, avatarOnly);
        Connection.Post(ForgetStrikes);
    }

    /// <summary>`data:` URLs are never stored, and a generated picture never replaces a chosen one.</summary>
    private static bool IsWanted(string? avatar, string? current) =>
        !string.IsNullOrEmpty(avatar) && avatar != current && !avatar.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
        && (current is null || !Doorway.IsGenerated(avatar) || Doorway.IsGenerated(current));

    /// <summary>A message on its way through the log. Committed, it comes back to its sender as to everybody else; refused, its sender is told.</summary>
    private sealed class RoomAppend(RoomSession session) : AppendEntry, ILoopWork
    {
        public override void OnCommitted()
        {
            // What was stored is published right after, and that wakes the loop.
            if (Refusal is null)
                session.Connection.Loop.PostWithoutWaking(this);
            else
                session.Connection.Loop.Post(this);
        }

        public void Run(SocketLoop loop)
        {
            if (Refusal is { } refusal)
                session.Refuse(refusal, "message");
            else
                session.Connection.ReserveFlush();
        }
    }
}
