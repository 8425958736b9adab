using Microsoft.Extensions.Logging;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Core.Limits;
using Parlance.Core.Messages;
using Parlance.Core.Presence;
using Parlance.Core.Receipts;
using Parlance.Dialects.Hosting;

namespace Parlance.Dialects.ChatRooms.Socket;

/// <summary>What every session of both sockets shares.</summary>
internal sealed record SocketServices(
    AccountService Accounts,
    ConversationService Conversations,
    IConversationStore ConversationStore,
    MessageService Messages,
    TypingService Typing,
    ReceiptService Receipts,
    AccessCache Access,
    ISpeakingRights Rights,
    IAttendance Attendance,
    IPresence Presence,
    IEventBus Bus,
    Doorway Doorway,
    Appearance Appearance,
    RefusalLog Refusals,
    ChatRoomsOptions Options,
    LimitOptions Limits,
    TimeProvider Time,
    ILogger<ChatRoomsDialect> Logger)
{
    public RateLimit MessageLimit { get; } = Options.MessagesPerConnection.Scaled(Limits.Scale);

    public RateLimit FrameLimit { get; } = Options.FramesPerConnection.Scaled(Limits.Scale);

    public RateLimit SignalLimit { get; } = Options.SignalsPerConnection.Scaled(Limits.Scale);
}
