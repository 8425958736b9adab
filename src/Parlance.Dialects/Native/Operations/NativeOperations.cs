using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Blocks;
using Parlance.Core.Calls;
using Parlance.Core.Conversations;
using Parlance.Core.Matchmaking;
using Parlance.Core.Messages;
using Parlance.Core.Moderation;
using Parlance.Core.Presence;
using Parlance.Core.Receipts;
using Parlance.Core.Search;

namespace Parlance.Dialects.Native.Operations;

/// <summary>What the native dialect can do, once: the socket's commands and the REST endpoints both call these.</summary>
/// <remarks>Each takes the caller and a wire record and answers a wire record or the core's refusal. May wait for storage: never on a loop thread.</remarks>
public sealed partial class NativeOperations(
    ConversationService conversations,
    MessageService messages,
    ReceiptService receipts,
    SearchService search,
    CallService calls,
    CallReports callReports,
    IceServers iceServers,
    Matchmaker matchmaker,
    ReportService reports,
    BlockService blocks,
    IConversationStore conversationStore,
    IMessageStore messageStore,
    IAccountStore accounts,
    IPresence presence,
    TypingService typing,
    TimeProvider time)
{
    private const int MaxPage = 200;
    private const int MaxSearch = 200;

    /// <summary>Absent: the default; out of range: refused, so that nobody relies on a page that was quietly cut.</summary>
    private static Outcome<int> Limit(int? asked, int byDefault, int max = MaxPage) =>
        asked is { } limit and (< 1 or > MaxMembersPage) || asked > max
            ? Refusal.Invalid("limit", $"`limit` must be 1 to {max}.")
            : asked ?? byDefault;

    /// <summary>Nothing stored has such text, and storage takes no U+0000 even to look for it.</summary>
    private static Refusal? CheckSearch(string? text, string field) =>
        text is null || (text.Length <= MaxSearch && TextRules.IsClean(text))
            ? null
            : Refusal.Invalid(field, $"`{field}` has at most {MaxSearch} characters, none of them a control character.");

    private static Refusal? CheckPositive(long? value, string field) =>
        value is < 0 or > (1L << 53) ? Refusal.Invalid(field, $"`{field}` must be 0 or more and below 2^53.") : null;
}
