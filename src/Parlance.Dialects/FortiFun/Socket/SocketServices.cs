using Microsoft.Extensions.Logging;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Core.Limits;
using Parlance.Core.Messages;
using Parlance.Core.Presence;
using Parlance.Core.Receipts;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Receipts;

namespace Parlance.Dialects.FortiFun.Socket;

/// <summary>What every session shares.</summary>
internal sealed record SocketServices(
    Authenticator Authenticator,
    ConversationService Conversations,
    ConversationViews Views,
    IMessageStore MessageStore,
    TypingService Typing,
    ReceiptService Receipts,
    ReceiptTeller Teller,
    Postbox Postbox,
    Roster Roster,
    FortiCodec Codec,
    IPresence Presence,
    IEventBus Bus,
    RefusalLog Refusals,
    FortiFunOptions Options,
    LimitOptions Limits,
    TimeProvider Time,
    ILogger<FortiFunDialect> Logger)
{
    public RateLimit FrameLimit { get; } = Options.FramesPerConnection.Scaled(Limits.Scale);
}
