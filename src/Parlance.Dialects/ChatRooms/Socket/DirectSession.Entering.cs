using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Core.Messages;
using Parlance.Sockets;

namespace Parlance.Dialects.ChatRooms.Socket;

internal sealed partial class DirectSession
{
    /// <summary>Messages replayed at most; where somebody missed more, the newest ones.</summary>
    private const int ReplayLimit = 1_000;

    private const int Page = 500;

    protected override async Task<CloseReason?> EnterAsync(User user)
    {
        var directs = await ReadDirectsAsync(user.Id);
        await Connection.RunAsync(() => directs.ForEach(direct => Follow(direct, position: 0)));
        if (await RecheckAsync() is { } banned)
            return banned;

        // Followed first and read second: what comes in between is held back, and perhaps in both.
        var missed = await Services.Messages.UndeliveredAsync(user.Id, ReplayLimit, CancellationToken.None);
        var online = await OnlineAsync(user.Id, directs);
        await Connection.RunAsync(() => GoLive(missed, online));
        return null;
    }

    private async Task<List<Conversation>> ReadDirectsAsync(UserId user)
    {
        var directs = new List<Conversation>();
        for (var before = long.MaxValue; ;)
        {
            var (entries, _) = await Services.ConversationStore.ListAsync(user, before, Page, CancellationToken.None);
            directs.AddRange(entries.Select(entry => entry.Conversation).Where(conversation => conversation.Kind == ConversationKind.Direct));
            if (entries.Count < Page)
                return directs;
            before = entries[^1].Activity;
        }
    }

    private async Task<List<Person>> OnlineAsync(UserId user, List<Conversation> directs)
    {
        var online = new List<Person>();
        foreach (var other in directs.Select(direct => DirectKeys.OtherUser(direct.Key, user)).OfType<UserId>().Where(Services.Presence.IsOnline))
        {
            if ((await Services.Accounts.FindAsync(other, CancellationToken.None)).TryGet(out var found, out _))
                online.Add(found.AsPerson());
        }

        return online;
    }

    private void GoLive(IReadOnlyList<Message> missed, List<Person> online)
    {
        if (!Connection.IsOpen)
            return;

        CountAsPresent();
        _isLive = true;

        // What was missed and what was held back is one sequence: a message of one's own from elsewhere may stand between two that were missed.
        var replay = missed.Select(message => (ConversationEvent)new MessagePosted(message))
            .Concat(Connection.Held!.Select(held => held.Event).OfType<MessagePosted>())
            .DistinctBy(e => e.Position).OrderBy(e => e.Position).ToArray();
        Connection.Held!.Clear();
        foreach (var e in replay)
            Connection.Loop.Registry.Follow(Connection, Topic.Of(e.Conversation), e.Position); // now had up to here

        Connection.Replay(replay, () =>
        {
            Connection.ReleaseHeld(_ => { });
            _marks.Ask();
            foreach (var person in online)
                Connection.Send(FrameWriting.Person("user_joined", DirectCodec.RoomId, person, Now));
        });
    }
}
