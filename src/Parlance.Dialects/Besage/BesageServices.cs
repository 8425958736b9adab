using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Messages;
using Parlance.Core.Receipts;
using Parlance.Dialects.Besage.Chats;
using Parlance.Dialects.Besage.Pictures;

namespace Parlance.Dialects.Besage;

/// <summary>What the endpoints work with.</summary>
internal sealed record BesageServices(
    AccountService Accounts,
    Authenticator Authenticator,
    TokenCodec Tokens,
    Sessions Sessions,
    ConversationService Conversations,
    IConversationStore ConversationStore,
    AccessCache Access,
    MessageService Messages,
    IMessageStore MessageStore,
    ReceiptService Receipts,
    ChatViews Views,
    ProfilePictures Pictures);
