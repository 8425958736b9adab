using Parlance.Core.Accounts;
using Parlance.Core.Blocks;
using Parlance.Core.Conversations;
using Parlance.Core.Devices;
using Parlance.Core.Interests;
using Parlance.Core.Likes;
using Parlance.Core.Media;
using Parlance.Core.Messages;
using Parlance.Core.Presence;
using Parlance.Core.Receipts;

namespace Parlance.Dialects.FortiFun;

/// <summary>What the endpoints work with.</summary>
internal sealed record FortiFunServices(
    AccountService Accounts,
    IAccountStore AccountStore,
    Sessions Sessions,
    TokenCodec Tokens,
    ConversationService Conversations,
    IConversationStore ConversationStore,
    MessageService Messages,
    IMessageStore MessageStore,
    ReceiptService Receipts,
    MediaService Media,
    MediaOptions MediaOptions,
    LikeService Likes,
    BlockService Blocks,
    InterestCatalog Interests,
    IDeviceTokenStore Devices,
    IPresence Presence,
    TimeProvider Time,
    ConversationViews Views,
    Portraits Portraits,
    Postbox Postbox,
    MatchingLimits MatchingLimits);
