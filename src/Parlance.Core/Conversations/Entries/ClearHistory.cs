using Parlance.Core.Events;
using Parlance.Core.Messages;

namespace Parlance.Core.Conversations.Entries;

/// <summary>A member removes the history for themselves. What both members of a direct conversation removed is gone for good.</summary>
/// <returns>False when the member had removed as much already.</returns>
internal sealed class ClearHistory(ConversationId conversation, UserId user, long uptoSeq) : ChangeEntry<bool>
{
    protected override Outcome<bool> Change(ILogTransaction transaction)
    {
        if (!transaction.RequireMember(conversation, user).TryGet(out var member, out var refusal))
            return refusal;
        var current = transaction.FindConversation(conversation)!;
        var upto = Math.Min(uptoSeq, current.LastSeq);
        if (upto <= member.ClearedSeq)
            return false;

        Emit(new HistoryCleared(transaction.Clear(conversation, user, upto)));
        // Of two members the one who would succeed is the other one.
        if (current.Kind == ConversationKind.Direct && transaction.FindSuccessor(conversation, user) is { } other)
        {
            var gone = Math.Min(member.ClearedSeq, other.ClearedSeq);
            var goes = Math.Min(upto, other.ClearedSeq);
            if (goes > gone)
                transaction.Purge(conversation, gone, goes);
        }

        return true;
    }
}
