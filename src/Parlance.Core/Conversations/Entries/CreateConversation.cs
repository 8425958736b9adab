using Parlance.Core.Events;
using Parlance.Core.Messages;

namespace Parlance.Core.Conversations.Entries;

/// <summary>Somebody who comes into a conversation, with the name and avatar shown there.</summary>
public sealed record Newcomer(UserId User, string DisplayName, string? AvatarUrl, MemberRole Role = MemberRole.Member);

/// <summary>Makes a conversation with its first members; when the key is taken, <paramref name="orOpen"/> decides between finding and refusing.</summary>
/// <param name="template">Id and position are given by the log.</param>
/// <param name="members">The one who asked comes first and becomes the answer's member.</param>
/// <param name="orOpen">True: the conversation that has the key is the answer (direct chats, rooms joined into being).</param>
internal sealed class CreateConversation(Conversation template, IReadOnlyList<Newcomer> members, DateTimeOffset now, bool orOpen)
    : ChangeEntry<Access>
{
    protected override Outcome<Access> Change(ILogTransaction transaction)
    {
        if (transaction.FindConversationByKey(template.Key) is { } existing)
        {
            if (orOpen && existing is { Kind: ConversationKind.Direct, IsDeleted: true })
                return Reopen(transaction, existing);
            if (!orOpen || existing.Kind != template.Kind || existing.IsDeleted)
                return new Refusal(RefusalCode.Taken, "A conversation with this key exists already.", "Choose another `key`, or join the one that exists.") { Field = "key" };
            return new Access(existing, transaction.FindMember(existing.Id, members[0].User));
        }

        var created = transaction.CreateConversation(template with { Position = transaction.NextPosition() })
            ?? throw new InvalidOperationException("The key was free a moment ago in this transaction.");
        created = created with { MemberCount = members.Count }; // nobody sees it before they are in
        Emit(new ConversationChanged(created));

        Member? first = null;
        foreach (var newcomer in members)
        {
            var member = transaction.Bring(newcomer, created.Id, now);
            first ??= member;
            Emit(new MemberChanged(member, members[0].User, created));
        }

        return new Access(created, first);
    }

    /// <summary>Both are told as of a conversation that is new to them: it was gone.</summary>
    private Access Reopen(ILogTransaction transaction, Conversation closed)
    {
        var opened = transaction.UpdateConversation(closed with { IsDeleted = false, Position = transaction.NextPosition() });
        Emit(new ConversationChanged(opened));

        Member? first = null;
        foreach (var newcomer in members)
        {
            var member = transaction.SaveMember(transaction.FindMember(opened.Id, newcomer.User)! with { Position = transaction.NextPosition() });
            first ??= member;
            Emit(new MemberChanged(member, members[0].User, opened));
        }

        return new Access(opened, first);
    }
}
