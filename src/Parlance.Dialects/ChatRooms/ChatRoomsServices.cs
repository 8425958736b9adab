using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Media;
using Parlance.Core.Messages;
using Parlance.Core.Presence;
using Parlance.Core.Receipts;

namespace Parlance.Dialects.ChatRooms;

/// <summary>What the endpoints work with.</summary>
internal sealed record ChatRoomsServices(
    AccountService Accounts,
    Sessions Sessions,
    ConversationService Conversations,
    RoomGrants Grants,
    MessageService Messages,
    ReceiptService Receipts,
    IMessageStore MessageStore,
    MediaService Media,
    IPresence Presence,
    TimeProvider Time,
    Speaker Speaker,
    Doorway Doorway,
    Arrivals Arrivals,
    RoomViews Rooms,
    Appearance Appearance);
