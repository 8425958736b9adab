using Microsoft.Extensions.Logging;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Core.Limits;
using Parlance.Core.Messages;
using Parlance.Core.Presence;
using Parlance.Core.Receipts;
using Parlance.Dialects.Besage.Chats;
using Parlance.Dialects.Besage.Wire;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Media;
using Parlance.Dialects.Hosting.Receipts;

namespace Parlance.Dialects.Besage.Socket;

/// <summary>What every session of both sockets shares.</summary>
internal sealed record SocketServices(
    Authenticator Authenticator,
    UserCache Users,
    AccessCache Access,
    MessageService Messages,
    TypingService Typing,
    ReceiptService Receipts,
    ReceiptTeller Teller,
    IAttendance Attendance,
    IPresence Presence,
    IEventBus Bus,
    Rosters Rosters,
    ChatViews Views,
    RefusalLog Refusals,
    PublicBase PublicBase,
    BesageOptions Options,
    LimitOptions Limits,
    TimeProvider Time,
    ILogger<BesageDialect> Logger)
{
    public Links Links { get; } = Links.Of(PublicBase);

    public RateLimit MessageLimit { get; } = Options.MessagesPerConnection.Scaled(Limits.Scale);

    public RateLimit FrameLimit { get; } = Options.FramesPerConnection.Scaled(Limits.Scale);
}
