using System.Text;

namespace Parlance.Scenarios.Harness;

/// <summary>What an application knows: taken once from the server, then kept up to date by events alone.</summary>
public sealed class View
{
    private readonly SortedDictionary<long, Conversation> _conversations = [];
    private readonly SortedDictionary<(long Conversation, long User), Member> _members = [];
    private readonly SortedDictionary<long, Message> _messages = [];
    private readonly SortedDictionary<long, string> _told = [];
    private readonly long _self;

    private View(long self) => _self = self;

    /// <summary>The view holds every change up to here.</summary>
    public long Position { get; private set; }

    public static async Task<View> TakeAsync(ParlanceClient client)
    {
        var view = new View(client.User.Id);
        var page = await client.ConversationsAsync(limit: 200);
        page.Next.ShouldBeNull();
        view.Position = page.Position;
        foreach (var entry in page.Conversations)
        {
            view._told[entry.Conversation.Id] = Numbers(entry.Conversation.Id, entry.Unread, entry.UnreadMentions, entry.Newest?.Id);
            await view.ReadAsync(client, entry.Conversation, long.MaxValue);
        }

        return view;
    }

    /// <summary>What is unread and newest in each conversation, as the server's list said.</summary>
    public string Told => string.Join('\n', _told.Values);

    /// <summary>The same, counted from what this view holds.</summary>
    public string Counted => string.Join('\n', _conversations.Values.Select(conversation =>
    {
        var said = _messages.Values.Where(m => m.Conversation == conversation.Id).ToList();
        var read = _members[(conversation.Id, _self)].Read;
        var unread = said.Where(m => m.Seq > Math.Max(read, conversation.LastSeq - 1_000) && m.Sender != _self && !m.Deleted).ToList();
        return Numbers(conversation.Id, unread.Count, unread.Count(m => m.Mentions.Contains(_self)), said.MaxBy(m => m.Seq)?.Id);
    }));

    /// <summary>Applies what happened. A conversation one has just come into is read as it was then; from there on events must tell everything.</summary>
    public async Task ApplyAsync(ParlanceClient client, ParlanceEvent happened)
    {
        if (happened is ConversationChanged { Value: { Deleted: false } came } && !Follows(came.Id))
            await EnterAsync(client, came);
        else
            Apply(happened);
    }

    /// <summary>Events at or below the position of a thing that was read change nothing in it.</summary>
    private void Apply(ParlanceEvent happened)
    {
        switch (happened)
        {
            case MessageReceived { Message: var m } when Follows(m.Conversation):
                _messages[m.Id] = m;
                Change(m.Conversation, c => c with { LastSeq = Math.Max(c.LastSeq, m.Seq) });
                break;
            case MessageEdited e when _messages.TryGetValue(e.Id, out var message):
                _messages[e.Id] = message with { Content = e.Content, EditedAt = e.EditedAt, Mentions = e.Mentions, Reactions = e.Reactions };
                break;
            case MessageDeleted e when _messages.TryGetValue(e.Id, out var message):
                _messages[e.Id] = message with { Content = "", Deleted = true, Reactions = [], Mentions = [], Attachments = [] };
                break;
            case MessageReacted e when _messages.TryGetValue(e.Id, out var message):
                _messages[e.Id] = message with { Reactions = e.Reactions };
                break;
            case ReceiptMoved e when _members.TryGetValue((e.Conversation, e.User), out var member):
                _members[(e.Conversation, e.User)] = member with { Delivered = e.Delivered, Read = e.Read };
                break;
            case ConversationChanged { Value: var value }:
                if (value.Deleted)
                    Forget(value.Id);
                else
                    _conversations[value.Id] = value;
                break;
            case MemberChanged e:
                Apply(e);
                break;
        }
    }

    /// <summary>One line a thing, so that a difference reads like one.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var c in _conversations.Values)
        {
            text.AppendLine($"conversation {c.Id} {c.Key} {c.Kind} {c.Privacy} '{c.Name}' '{c.Description}' {c.Category} [{string.Join(',', c.Tags)}] "
                + $"{c.ThumbnailUrl} host {c.Host} max {c.MaxMembers} members {c.Members} last {c.LastSeq} made {c.CreatedAt:O} position {c.Position} {(c.Deleted ? "deleted" : "")}");
        }

        foreach (var ((conversation, user), m) in _members)
            text.AppendLine($"member {conversation}/{user} '{m.Name}' {m.AvatarUrl} {m.Role} {m.State} delivered {m.Delivered} read {m.Read} joined {m.JoinedAt:O}");
        foreach (var m in _messages.Values)
        {
            text.AppendLine($"message {m.Conversation}/{m.Seq} {m.Id} at {m.Position} by {m.Sender} '{m.Name}' {m.AvatarUrl} {m.Kind} '{m.Content}' {m.ClientId} "
                + $"reply {m.ReplyTo} mentions [{string.Join(',', m.Mentions)}] attached [{string.Join(',', m.Attachments)}] sent {m.SentAt:O} edited {m.EditedAt:O} "
                + $"{(m.Deleted ? "deleted " : "")}{string.Join(' ', m.Reactions.Select(r => $"{r.Emoji}:{string.Join(',', r.Users)}"))}");
        }

        return text.ToString();
    }

    private async Task EnterAsync(ParlanceClient client, Conversation came)
    {
        try
        {
            await ReadAsync(client, came, came.LastSeq);
        }
        catch (ParlanceException e) when (e.Code == "not_found")
        {
            // One is out of it again by now, and a later event says so.
            Forget(came.Id);
        }
    }

    private static string Numbers(long conversation, long unread, long mentions, long? newest) =>
        $"conversation {conversation}: {unread} unread, {mentions} mentions, newest {newest}";

    private async Task ReadAsync(ParlanceClient client, Conversation conversation, long upToSeq)
    {
        // What changes while it is read comes as an event too: reading it twice shows the same.
        _conversations[conversation.Id] = conversation;
        for (long? after = null; ;)
        {
            var page = await client.MembersAsync(conversation.Id, after, 1000);
            foreach (var member in page.Members)
                _members[(conversation.Id, member.User)] = member;
            if (page.Next is null)
                break;
            after = page.Next;
        }

        for (var after = 0L; ;)
        {
            var page = await client.HistoryAsync(conversation.Id, afterSeq: after, limit: 200);
            foreach (var message in page.Messages.Where(m => m.Seq <= upToSeq))
                _messages[message.Id] = message;
            if (page.Messages.Count < 200)
                break;
            after = page.Messages[^1].Seq;
        }
    }

    private void Apply(MemberChanged e)
    {
        if (e.Member.State == MemberState.Joined)
        {
            _members[(e.Conversation, e.Member.User)] = e.Member;
        }
        else if (e.Member.User == _self)
        {
            Forget(e.Conversation);
            return;
        }
        else
        {
            _members.Remove((e.Conversation, e.Member.User));
        }

        var joined = _members.Keys.Count(k => k.Conversation == e.Conversation);
        Change(e.Conversation, c => c with { Members = joined });
    }

    private bool Follows(long conversation) => _conversations.ContainsKey(conversation);

    private void Change(long conversation, Func<Conversation, Conversation> change)
    {
        if (_conversations.TryGetValue(conversation, out var c))
            _conversations[conversation] = change(c);
    }

    private void Forget(long conversation)
    {
        _conversations.Remove(conversation);
        foreach (var key in _members.Keys.Where(k => k.Conversation == conversation).ToList())
            _members.Remove(key);
        foreach (var id in _messages.Values.Where(m => m.Conversation == conversation).Select(m => m.Id).ToList())
            _messages.Remove(id);
    }
}
