using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Messages;
using Parlance.Core.Receipts;
using Parlance.Dialects.Besage.Chats;
using Parlance.Dialects.Besage.Pictures;
using Parlance.Dialects.Django;

namespace Parlance.Dialects.Besage;

/// <summary>What the endpoints work with.</summary>
internal sealed record BesageServices(
    AccountService Accounts,
    DjangoFamilies Families,
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
