/** What everything is called, in seven languages: `key | en | de | ja | fr | ru | ar | zh-CN`; a dash where a language has no word. */
export const TEXTS = `
[item-group-name]
logistics | Moving things | Transport | 物流 | Transport | Перевозка | النقل | 物流
production | Making things | Herstellung | 生産 | Production | Производство | الإنتاج | 生产
intermediate-products | Parts and goods | Zwischenprodukte | 中間製品 | Produits intermédiaires | Полуфабрикаты | منتجات وسيطة | 中间产品
space | Space | Weltraum | 宇宙 | Espace | Космос | الفضاء | 太空
combat | Defence | Verteidigung | 戦闘 | Défense | Оборона | الدفاع | 防御
fluids | Fluids | Flüssigkeiten | 流体 | Fluides | Жидкости | السوائل | 流体
signals | Signals | Signale | 信号 | Signaux | Сигналы | الإشارات | 信号
tiles | Ground | Boden | 地面 | Sol | Земля | الأرض | 地面
enemies | Natives | Einheimische | 先住生物 | Indigènes | Местные | السكان | 原住民
environment | Nature | Natur | 自然 | Nature | Природа | الطبيعة | 自然
other | Odds and ends | Sonstiges | その他 | Divers | Прочее | أخرى | 其他
[item-name]
wood | Wood | Holz | 木材 | Bois | Древесина | خشب | 木材
coal | Coal | Kohle | 石炭 | Charbon | Уголь | فحم | 煤炭
stone | Stone | Stein | 石材 | Pierre | Камень | حجر | 石头
iron-ore | Iron ore | Eisenerz | 鉄鉱石 | Minerai de fer | Железная руда | خام الحديد | 铁矿石
copper-ore | Copper ore | Kupfererz | 銅鉱石 | Minerai de cuivre | Медная руда | خام النحاس | 铜矿石
uranium-ore | Uranium ore | Uranerz | ウラン鉱石 | Minerai d’uranium | Урановая руда | خام اليورانيوم | 铀矿石
tungsten-ore | Tungsten ore | Wolframerz | タングステン鉱石 | Minerai de tungstène | Вольфрамовая руда | خام التنغستن | 钨矿石
iron-plate | Iron plate | Eisenplatte | 鉄板 | Plaque de fer | Железная плита | لوح حديد | 铁板
copper-plate | Copper plate | Kupferplatte | 銅板 | Plaque de cuivre | Медная плита | لوح نحاس | 铜板
steel-plate | Steel plate | Stahlplatte | 鋼板 | Plaque d’acier | Стальная плита | لوح فولاذ | 钢板
tungsten-plate | Tungsten plate | Wolframplatte | タングステン板 | Plaque de tungstène | Вольфрамовая плита | لوح تنغستن | 钨板
solid-fuel | Fuel brick | Brennstoffziegel | 固形燃料 | Combustible solide | Твёрдое топливо | وقود صلب | 固体燃料
plastic-bar | Plastic rod | Kunststoffstange | プラスチック棒 | Barre de plastique | Пластик | قضيب بلاستيك | 塑料棒
sulfur | Sulphur | Schwefel | 硫黄 | Soufre | Сера | كبريت | 硫磺
battery | Battery | Batterie | 電池 | Batterie | Батарея | بطارية | 电池
explosives | Blasting powder | Sprengstoff | 爆薬 | Explosifs | Взрывчатка | متفجرات | 炸药
barrel | Barrel | Fass | ドラム缶 | Tonneau | Бочка | برميل | 桶
water-barrel | Barrel of water | Wasserfass | 水入りドラム缶 | Tonneau d’eau | Бочка воды | برميل ماء | 水桶
lubricant-barrel | Barrel of machine oil | Maschinenölfass | 潤滑油入りドラム缶 | Tonneau de lubrifiant | Бочка смазки | برميل زيت تشحيم | 润滑油桶
crude-oil-barrel | Barrel of crude oil | Rohölfass | 原油入りドラム缶 | Tonneau de pétrole | Бочка нефти | برميل نفط | 原油桶
copper-cable | Copper wire | Kupferdraht | 銅線 | Fil de cuivre | Медный провод | سلك نحاس | 铜线
iron-stick | Iron rod | Eisenstange | 鉄棒 | Tige de fer | Железный прут | قضيب حديد | 铁棒
iron-gear-wheel | Iron gear | Eisenzahnrad | 鉄の歯車 | Engrenage en fer | Железная шестерня | ترس حديد | 铁齿轮
electronic-circuit | Simple circuit | Einfacher Schaltkreis | 簡易回路 | Circuit simple | Простая схема | دارة بسيطة | 简易电路
advanced-circuit | Finer circuit | Feiner Schaltkreis | 発展回路 | Circuit avancé | Сложная схема | دارة متقدمة | 高级电路
processing-unit | Thinking unit | Recheneinheit | 演算装置 | Unité de calcul | Вычислитель | وحدة معالجة | 处理器
engine-unit | Engine | Motor | エンジン | Moteur | Двигатель | محرك | 发动机
electric-engine-unit | Electric engine | Elektromotor | 電動機 | Moteur électrique | Электродвигатель | محرك كهربائي | 电动机
flying-robot-frame | Robot frame | Robotergestell | ロボット骨格 | Châssis de robot | Каркас робота | هيكل روبوت | 机器人骨架
low-density-structure | Light frame | Leichtbaurahmen | 軽量構造材 | Structure légère | Лёгкая конструкция | هيكل خفيف | 轻质框架
rocket-fuel | Rocket fuel | Raketentreibstoff | ロケット燃料 | Carburant de fusée | Ракетное топливо | وقود صاروخ | 火箭燃料
rocket-part | Part of a rocket | Raketenteil | ロケット部品 | Pièce de fusée | Часть ракеты | جزء صاروخ | 火箭部件
uranium-235 | Uranium-235 | Uran-235 | ウラン235 | Uranium 235 | Уран-235 | يورانيوم 235 | 铀-235
uranium-238 | Uranium-238 | Uran-238 | ウラン238 | Uranium 238 | Уран-238 | يورانيوم 238 | 铀-238
uranium-fuel-cell | Fuel cell | Brennstoffzelle | 燃料棒 | Cellule de combustible | Топливный стержень | خلية وقود | 燃料棒
depleted-uranium-fuel-cell | Spent fuel cell | Verbrauchte Brennstoffzelle | 使用済み燃料棒 | Cellule épuisée | Отработанный стержень | خلية وقود مستنفدة | 乏燃料棒
automation-science-pack | Red flask | Rotes Fläschchen | 赤いフラスコ | Fiole rouge | Красная колба | قارورة حمراء | 红色烧瓶
logistic-science-pack | Green flask | Grünes Fläschchen | 緑のフラスコ | Fiole verte | Зелёная колба | قارورة خضراء | 绿色烧瓶
military-science-pack | Grey flask | Graues Fläschchen | 灰色のフラスコ | Fiole grise | Серая колба | قارورة رمادية | 灰色烧瓶
chemical-science-pack | Blue flask | Blaues Fläschchen | 青いフラスコ | Fiole bleue | Синяя колба | قارورة زرقاء | 蓝色烧瓶
production-science-pack | Violet flask | Violettes Fläschchen | 紫のフラスコ | Fiole violette | Фиолетовая колба | قارورة بنفسجية | 紫色烧瓶
utility-science-pack | Yellow flask | Gelbes Fläschchen | 黄色いフラスコ | Fiole jaune | Жёлтая колба | قارورة صفراء | 黄色烧瓶
space-science-pack | White flask | Weißes Fläschchen | 白いフラスコ | Fiole blanche | Белая колба | قارورة بيضاء | 白色烧瓶
metallurgic-science-pack | Orange flask | Oranges Fläschchen | 橙のフラスコ | Fiole orange | Оранжевая колба | قارورة برتقالية | 橙色烧瓶
speed-module | Haste chip | Tempochip | 速度チップ | Puce de vitesse | Чип скорости | شريحة السرعة | 速度芯片
speed-module-2 | Haste chip 2 | Tempochip 2 | 速度チップ 2 | Puce de vitesse 2 | Чип скорости 2 | شريحة السرعة 2 | 速度芯片 2
speed-module-3 | Haste chip 3 | Tempochip 3 | 速度チップ 3 | Puce de vitesse 3 | Чип скорости 3 | شريحة السرعة 3 | 速度芯片 3
efficiency-module | Thrift chip | Sparchip | 省エネチップ | Puce d’économie | Чип экономии | شريحة التوفير | 节能芯片
efficiency-module-2 | Thrift chip 2 | Sparchip 2 | 省エネチップ 2 | Puce d’économie 2 | Чип экономии 2 | شريحة التوفير 2 | 节能芯片 2
efficiency-module-3 | Thrift chip 3 | Sparchip 3 | 省エネチップ 3 | Puce d’économie 3 | Чип экономии 3 | شريحة التوفير 3 | 节能芯片 3
productivity-module | Yield chip | Ertragschip | 増産チップ | Puce de rendement | Чип отдачи | شريحة الإنتاجية | 产能芯片
productivity-module-2 | Yield chip 2 | Ertragschip 2 | 増産チップ 2 | Puce de rendement 2 | Чип отдачи 2 | شريحة الإنتاجية 2 | 产能芯片 2
productivity-module-3 | Yield chip 3 | Ertragschip 3 | 増産チップ 3 | Puce de rendement 3 | Чип отдачи 3 | شريحة الإنتاجية 3 | 产能芯片 3
quality-module | Care chip | Sorgfaltschip | 品質チップ | Puce de qualité | Чип качества | شريحة الجودة | 品质芯片
quality-module-2 | Care chip 2 | Sorgfaltschip 2 | 品質チップ 2 | Puce de qualité 2 | Чип качества 2 | شريحة الجودة 2 | 品质芯片 2
quality-module-3 | Care chip 3 | Sorgfaltschip 3 | 品質チップ 3 | Puce de qualité 3 | Чип качества 3 | شريحة الجودة 3 | 品质芯片 3
firearm-magazine | Magazine | Magazin | 弾倉 | Chargeur | Магазин | مخزن ذخيرة | 弹匣
piercing-rounds-magazine | Piercing magazine | Durchschlagmagazin | 徹甲弾倉 | Chargeur perforant | Бронебойный магазин | مخزن خارق | 穿甲弹匣
uranium-rounds-magazine | Uranium magazine | Uranmagazin | ウラン弾倉 | Chargeur à l’uranium | Урановый магазин | مخزن يورانيوم | 铀弹匣
grenade | Grenade | Handgranate | 手榴弾 | Grenade | Граната | قنبلة يدوية | 手榴弹
submachine-gun | Quick gun | Schnellfeuerwaffe | 短機関銃 | Mitraillette | Автомат | رشاش | 冲锋枪
modular-armor | Fitted armour | Modulrüstung | 組立アーマー | Armure modulaire | Модульная броня | درع مركب | 模块护甲
repair-pack | Mending kit | Flickzeug | 修理キット | Kit de réparation | Ремкомплект | طقم إصلاح | 修理包
rail | Rail | Schiene | 線路 | Rail | Рельс | سكة | 铁轨
concrete | Concrete | Beton | コンクリート | Béton | Бетон | خرسانة | 混凝土
hazard-concrete | Striped concrete | Warnbeton | 警告コンクリート | Béton rayé | Полосатый бетон | خرسانة تحذير | 警示混凝土
refined-concrete | Fine concrete | Feinbeton | 上質コンクリート | Béton fin | Чистый бетон | خرسانة ناعمة | 精制混凝土
stone-brick | Brick | Ziegel | レンガ | Brique | Кирпич | طوب | 砖
landfill | Fill | Aufschüttung | 埋立材 | Remblai | Насыпь | ردم | 填海料
metallic-asteroid-chunk | Lump of metal | Metallbrocken | 金属小惑星片 | Fragment métallique | Обломок металла | كتلة معدنية | 金属星岩
sunberry-seed | Sunberry seed | Sonnenbeerensamen | 陽果の種 | Graine de baie-soleil | Семя солнцеягоды | بذرة توت الشمس | 阳果种子
sunberry | Sunberry | Sonnenbeere | 陽果 | Baie-soleil | Солнцеягода | توت الشمس | 阳果
nutrients | Feed | Nährstoffe | 栄養 | Nutriments | Питание | مغذيات | 养料
spoilage | Compost | Moder | 腐敗物 | Compost | Гниль | تلف | 腐烂物
space-platform-foundation | Deck plate | Deckplatte | 宇宙床 | Plaque de pont | Палуба | صفيحة سطح | 甲板
space-platform-starter-pack | Platform kit | Plattformbausatz | 宇宙基地キット | Kit de plateforme | Набор платформы | طقم منصة | 平台套件
survey-tool | Surveyor | Messgerät | 測量器 | Arpenteur | Съёмщик | أداة مسح | 测量器
blueprint | Plan | Bauplan | 設計図 | Plan | Чертёж | مخطط | 蓝图
odd-missing | Never drawn | Nie gezeichnet | 絵なし | Jamais dessiné | Без рисунка | بلا رسم | 无图
[item-description]
science-pack | For the [item=lab]. | Für das [item=lab]. | [item=lab]で使う。 | Pour le [item=lab]. | Для [item=lab]. | لأجل [item=lab]. | 用于[item=lab]。
speed-module | [color=yellow]Faster[/color], and hungrier. | [color=yellow]Schneller[/color] und hungriger. | [color=yellow]速く[/color]なるが、電力も食う。 | [color=yellow]Plus vite[/color], plus gourmand. | [color=yellow]Быстрее[/color], но прожорливее. | - | -
efficiency-module | Takes less power. | Braucht weniger Strom. | 消費電力を減らす。 | Moins de courant. | - | - | -
productivity-module | More out of the same. | Mehr aus demselben. | 同じ材料からより多く。 | - | - | - | -
quality-module | Sometimes better. | Manchmal besser. | たまに良い物ができる。 | - | - | - | -
[fluid-name]
water | Water | Wasser | 水 | Eau | Вода | ماء | 水
steam | Steam | Dampf | 蒸気 | Vapeur | Пар | بخار | 蒸汽
crude-oil | Crude oil | Rohöl | 原油 | Pétrole brut | Сырая нефть | نفط خام | 原油
heavy-oil | Heavy oil | Schweröl | 重油 | Huile lourde | Мазут | زيت ثقيل | 重油
light-oil | Light oil | Leichtöl | 軽油 | Huile légère | Дизель | زيت خفيف | 轻油
petroleum-gas | Oil gas | Ölgas | 石油ガス | Gaz de pétrole | Нефтяной газ | غاز النفط | 石油气
lubricant | Machine oil | Maschinenöl | 潤滑油 | Lubrifiant | Смазка | زيت تشحيم | 润滑油
sulfuric-acid | Sulphuric acid | Schwefelsäure | 硫酸 | Acide sulfurique | Серная кислота | حمض الكبريت | 硫酸
lava | Lava | Lava | 溶岩 | Lave | Лава | حمم | 熔岩
molten-iron | Liquid iron | Flüssiges Eisen | 溶けた鉄 | Fer liquide | Жидкое железо | حديد سائل | 铁水
thruster-fuel | Thruster fuel | Triebwerkstreibstoff | 推進燃料 | Carburant de propulsion | Топливо двигателя | وقود دفع | 推进燃料
thruster-oxidizer | Oxidiser | Oxidator | 酸化剤 | Comburant | Окислитель | مؤكسد | 氧化剂
fluid-unknown | Nobody knows | Unbekannt | 不明 | Inconnu | Неизвестно | مجهول | 未知
[entity-name]
wooden-chest | Wooden chest | Holzkiste | 木箱 | Coffre en bois | Деревянный ящик | صندوق خشب | 木箱
iron-chest | Iron chest | Eisenkiste | 鉄箱 | Coffre en fer | Железный ящик | صندوق حديد | 铁箱
steel-chest | Steel chest | Stahlkiste | 鋼の箱 | Coffre en acier | Стальной ящик | صندوق فولاذ | 钢箱
storage-tank | Big tank | Tank | 貯蔵タンク | Citerne | Резервуар | خزان | 储罐
transport-belt | Belt | Förderband | コンベア | Tapis roulant | Конвейер | حزام ناقل | 传送带
fast-transport-belt | Fast belt | Schnelles Förderband | 高速コンベア | Tapis roulant rapide | Быстрый конвейер | حزام سريع | 快速传送带
express-transport-belt | Express belt | Express-Förderband | 超高速コンベア | Tapis roulant express | Скорый конвейер | حزام فائق | 极速传送带
underground-belt | Belt tunnel | Bandtunnel | 地下コンベア | Tapis souterrain | Подземный конвейер | حزام أرضي | 地下传送带
fast-underground-belt | Fast belt tunnel | Schneller Bandtunnel | 高速地下コンベア | Tapis souterrain rapide | Быстрый подземный конвейер | حزام أرضي سريع | 快速地下传送带
express-underground-belt | Express belt tunnel | Express-Bandtunnel | 超高速地下コンベア | Tapis souterrain express | Скорый подземный конвейер | حزام أرضي فائق | 极速地下传送带
splitter | Splitter | Teiler | 分配器 | Répartiteur | Разделитель | موزع | 分流器
fast-splitter | Fast splitter | Schneller Teiler | 高速分配器 | Répartiteur rapide | Быстрый разделитель | موزع سريع | 快速分流器
express-splitter | Express splitter | Express-Teiler | 超高速分配器 | Répartiteur express | Скорый разделитель | موزع فائق | 极速分流器
lane-splitter | Lane splitter | Spurteiler | 車線分配器 | Répartiteur de voie | Делитель полос | موزع مسار | 单道分流器
burner-inserter | Coal arm | Kohlegreifer | 燃料アーム | Bras à charbon | Угольный захват | ذراع فحم | 燃煤机械臂
inserter | Arm | Greifarm | アーム | Bras | Захват | ذراع | 机械臂
long-handed-inserter | Long arm | Langer Greifarm | 長腕アーム | Bras long | Длинный захват | ذراع طويلة | 长臂机械臂
fast-inserter | Quick arm | Schneller Greifarm | 高速アーム | Bras rapide | Быстрый захват | ذراع سريعة | 快速机械臂
bulk-inserter | Bulk arm | Massengreifarm | まとめアーム | Bras de masse | Пакетный захват | ذراع جملة | 批量机械臂
small-electric-pole | Small pole | Kleiner Strommast | 小型電柱 | Petit poteau | Малый столб | عمود صغير | 小型电线杆
medium-electric-pole | Middle pole | Mittlerer Strommast | 中型電柱 | Poteau moyen | Средний столб | عمود متوسط | 中型电线杆
big-electric-pole | Pylon | Großer Strommast | 大型電柱 | Pylône | Опора ЛЭП | برج كهرباء | 大型电线杆
substation | Substation | Umspannwerk | 変電所 | Sous-station | Подстанция | محطة فرعية | 变电站
pipe | Pipe | Rohr | パイプ | Tuyau | Труба | أنبوب | 管道
pipe-to-ground | Buried pipe | Erdrohr | 地下パイプ | Tuyau enterré | Подземная труба | أنبوب أرضي | 地下管道
pump | Pump | Pumpe | ポンプ | Pompe | Насос | مضخة | 泵
straight-rail | Straight rail | Gerade Schiene | 直線線路 | Rail droit | Прямой рельс | سكة مستقيمة | 直轨
train-stop | Station | Bahnhof | 駅 | Gare | Станция | محطة | 车站
rail-signal | Rail signal | Signal | 鉄道信号 | Signal ferroviaire | Светофор | إشارة سكة | 铁路信号
rail-chain-signal | Chained signal | Kettensignal | 連動信号 | Signal chaîné | Проходной светофор | إشارة متسلسلة | 联锁信号
locomotive | Engine car | Lokomotive | 機関車 | Locomotive | Локомотив | قاطرة | 机车
cargo-wagon | Goods wagon | Güterwagen | 貨車 | Wagon | Вагон | عربة بضائع | 货车
fluid-wagon | Tank wagon | Kesselwagen | タンク車 | Wagon-citerne | Цистерна | عربة صهريج | 罐车
car | Car | Auto | 車 | Voiture | Машина | سيارة | 汽车
tank | Battle car | Panzer | 戦車 | Char | Танк | دبابة | 坦克
logistic-robot | Carrier robot | Tragroboter | 運搬ロボット | Robot porteur | Робот-носильщик | روبوت ناقل | 运输机器人
construction-robot | Builder robot | Bauroboter | 建設ロボット | Robot bâtisseur | Робот-строитель | روبوت بناء | 建设机器人
active-provider-chest | Pushing chest | Abgebende Kiste | 積極供給箱 | Coffre poussant | Толкающий ящик | صندوق دافع | 主动供应箱
passive-provider-chest | Offering chest | Anbietende Kiste | 受動供給箱 | Coffre offrant | Дающий ящик | صندوق مانح | 被动供应箱
storage-chest | Keeping chest | Lagerkiste | 保管箱 | Coffre de réserve | Ящик-склад | صندوق تخزين | 存储箱
buffer-chest | Buffer chest | Pufferkiste | 中継箱 | Coffre tampon | Буферный ящик | صندوق وسيط | 缓冲箱
requester-chest | Asking chest | Anfordernde Kiste | 要求箱 | Coffre demandeur | Просящий ящик | صندوق طالب | 请求箱
roboport | Robot port | Roboterhafen | ロボット基地 | Port à robots | Порт роботов | ميناء روبوت | 机器人港
small-lamp | Lamp | Lampe | ランプ | Lampe | Лампа | مصباح | 灯
arithmetic-combinator | Adder | Rechner | 算術回路 | Calculateur | Арифметик | حاسب | 算术器
decider-combinator | Decider | Entscheider | 判定回路 | Décideur | Решатель | مقرر | 判断器
constant-combinator | Constant | Festwert | 定数回路 | Constante | Константа | ثابت | 常量器
power-switch | Power switch | Stromschalter | 電源スイッチ | Interrupteur | Рубильник | مفتاح كهرباء | 电源开关
programmable-speaker | Speaker | Lautsprecher | スピーカー | Haut-parleur | Динамик | مكبر صوت | 扬声器
display-panel | Sign | Anzeigetafel | 表示板 | Panneau | Табло | لوحة عرض | 显示牌
boiler | Boiler | Kessel | ボイラー | Chaudière | Котёл | غلاية | 锅炉
steam-engine | Steam engine | Dampfmaschine | 蒸気機関 | Machine à vapeur | Паровая машина | محرك بخاري | 蒸汽机
solar-panel | Solar panel | Solarmodul | 太陽電池板 | Panneau solaire | Солнечная панель | لوح شمسي | 太阳能板
accumulator | Accumulator | Akkumulator | 蓄電器 | Accumulateur | Аккумулятор | مركم | 蓄电器
nuclear-reactor | Reactor | Reaktor | 原子炉 | Réacteur | Реактор | مفاعل | 反应堆
heat-pipe | Heat pipe | Wärmerohr | 熱パイプ | Caloduc | Тепловая труба | أنبوب حرارة | 热管
heat-exchanger | Heat exchanger | Wärmetauscher | 熱交換器 | Échangeur | Теплообменник | مبادل حراري | 换热器
steam-turbine | Turbine | Turbine | タービン | Turbine | Турбина | عنفة | 汽轮机
burner-mining-drill | Coal drill | Kohlebohrer | 燃料掘削機 | Foreuse à charbon | Угольный бур | حفار فحم | 燃煤采掘机
electric-mining-drill | Electric drill | Elektrobohrer | 電動掘削機 | Foreuse électrique | Электробур | حفار كهربائي | 电动采掘机
big-mining-drill | Great drill | Großer Bohrer | 大型掘削機 | Grande foreuse | Большой бур | حفار كبير | 大型采掘机
offshore-pump | Shore pump | Uferpumpe | 岸ポンプ | Pompe de rive | Береговой насос | مضخة شاطئ | 岸边水泵
pumpjack | Oil pump | Ölpumpe | 油井ポンプ | Puits de pétrole | Нефтекачка | مضخة نفط | 抽油机
stone-furnace | Stone furnace | Steinofen | 石の炉 | Four en pierre | Каменная печь | فرن حجر | 石炉
steel-furnace | Steel furnace | Stahlofen | 鋼の炉 | Four en acier | Стальная печь | فرن فولاذ | 钢炉
electric-furnace | Electric furnace | Elektroofen | 電気炉 | Four électrique | Электропечь | فرن كهربائي | 电炉
foundry | Foundry | Gießerei | 鋳造所 | Fonderie | Литейная | مسبك | 铸造厂
assembling-machine-1 | Assembler 1 | Montagemaschine 1 | 組立機1 | Assembleuse 1 | Сборщик 1 | آلة تجميع 1 | 组装机 1
assembling-machine-2 | Assembler 2 | Montagemaschine 2 | 組立機2 | Assembleuse 2 | Сборщик 2 | آلة تجميع 2 | 组装机 2
assembling-machine-3 | Assembler 3 | Montagemaschine 3 | 組立機3 | Assembleuse 3 | Сборщик 3 | آلة تجميع 3 | 组装机 3
oil-refinery | Refinery | Raffinerie | 精油所 | Raffinerie | Нефтезавод | مصفاة | 炼油厂
chemical-plant | Chemical works | Chemiefabrik | 化学工場 | Usine chimique | Химзавод | مصنع كيميائي | 化工厂
centrifuge | Centrifuge | Zentrifuge | 遠心分離機 | Centrifugeuse | Центрифуга | طاردة مركزية | 离心机
electromagnetic-plant | Magnet works | Magnetfabrik | 電磁工場 | Usine magnétique | Электромагнитный завод | مصنع مغناطيسي | 电磁工厂
biochamber | Grow vat | Biokammer | 培養槽 | Cuve vivante | Биокамера | حجرة حيوية | 生物室
crusher | Crusher | Brecher | 破砕機 | Concasseur | Дробилка | كسارة | 破碎机
rocket-silo | Rocket silo | Raketensilo | ロケットサイロ | Silo à fusée | Ракетная шахта | صومعة صاروخ | 火箭发射井
lab | Laboratory | Labor | 研究所 | Laboratoire | Лаборатория | مختبر | 实验室
beacon | Beacon | Leuchtfeuer | ビーコン | Balise | Маяк | منارة | 信标
agricultural-tower | Garden tower | Gartenturm | 農業塔 | Tour agricole | Садовая башня | برج زراعي | 农业塔
asteroid-collector | Net arm | Fangarm | 小惑星回収機 | Collecteur | Ловец | جامع الكويكبات | 星岩收集器
thruster | Thruster | Triebwerk | 推進器 | Propulseur | Двигатель платформы | دافع | 推进器
cargo-landing-pad | Landing pad | Landeplatz | 着陸場 | Aire d’atterrissage | Посадочная площадка | منصة هبوط | 着陆台
cargo-bay | Cargo bay | Laderaum | 貨物室 | Soute | Грузовой отсек | حجرة شحن | 货舱
space-platform-hub | Platform heart | Plattformkern | 宇宙基地中枢 | Cœur de plateforme | Ядро платформы | قلب المنصة | 平台核心
stone-wall | Wall | Mauer | 壁 | Mur | Стена | جدار | 墙
gate | Gate | Tor | 門 | Portail | Ворота | بوابة | 闸门
radar | Radar | Radar | レーダー | Radar | Радар | رادار | 雷达
gun-turret | Gun tower | Geschützturm | 銃塔 | Tourelle | Турель | برج رشاش | 机枪塔
laser-turret | Laser tower | Laserturm | レーザー塔 | Tourelle laser | Лазерная турель | برج ليزر | 激光塔
flamethrower-turret | Flame tower | Flammenturm | 火炎塔 | Tourelle lance-flammes | Огнемётная турель | برج لهب | 火焰塔
iron-ore | Iron ore | Eisenerz | 鉄鉱床 | Gisement de fer | Залежи железа | رواسب الحديد | 铁矿
copper-ore | Copper ore | Kupfererz | 銅鉱床 | Gisement de cuivre | Залежи меди | رواسب النحاس | 铜矿
coal | Coal seam | Kohleflöz | 炭層 | Gisement de charbon | Залежи угля | رواسب الفحم | 煤矿
stone | Stone field | Steinfeld | 石の山 | Gisement de pierre | Залежи камня | رواسب الحجر | 石矿
uranium-ore | Uranium ore | Uranerz | ウラン鉱床 | Gisement d’uranium | Залежи урана | رواسب اليورانيوم | 铀矿
tungsten-ore | Tungsten ore | Wolframerz | タングステン鉱床 | Gisement de tungstène | Залежи вольфрама | رواسب التنغستن | 钨矿
crude-oil | Oil well | Ölquelle | 油田 | Puits naturel | Нефтяное пятно | بئر نفط | 油井
oak | Oak | Eiche | 樫の木 | Chêne | Дуб | بلوط | 橡树
sunberry-bush | Sunberry bush | Sonnenbeerenbusch | 陽果の木 | Buisson de baies-soleil | Куст солнцеягоды | شجيرة توت الشمس | 阳果丛
biter-spawner | Nest | Nest | 巣 | Nid | Гнездо | عش | 巢穴
small-biter | Small gnawer | Kleiner Nager | 小型の虫 | Petit rongeur | Малый грызун | قارض صغير | 小型虫
small-worm-turret | Small worm | Kleiner Wurm | 小型の芋虫 | Petit ver | Малый червь | دودة صغيرة | 小型蠕虫
small-metallic-asteroid | Small metal asteroid | Kleiner Metallasteroid | 小型金属小惑星 | Petit astéroïde métallique | Малый металлический астероид | كويكب معدني صغير | 小型金属星岩
character | Engineer | Ingenieur | 技師 | Ingénieur | Инженер | مهندس | 工程师
[entity-description]
lab | Takes flasks one by one; __plural_for_parameter__1__{1=one worker|rest=__1__ workers}__ at most. | Nimmt Fläschchen, höchstens __plural_for_parameter__1__{1=ein Arbeiter|rest=__1__ Arbeiter}__. | フラスコを使って研究する。 | - | - | - | -
stone-furnace | Melts __ITEM__iron-ore__ and __ITEM__stone__. | Schmilzt __ITEM__iron-ore__ und __ITEM__stone__. | __ITEM__iron-ore__などを溶かす。 | Fond __ITEM__iron-ore__. | - | - | -
[recipe-name]
basic-oil-processing | Simple oil refining | Einfache Ölverarbeitung | 簡易精油 | Raffinage simple | Простая переработка нефти | تكرير بسيط | 基础炼油
advanced-oil-processing | Full oil refining | Volle Ölverarbeitung | 発展精油 | Raffinage complet | Полная переработка нефти | تكرير كامل | 高级炼油
heavy-oil-cracking | Splitting heavy oil | Schweröl spalten | 重油分解 | Craquage d’huile lourde | Крекинг мазута | تكسير الزيت الثقيل | 重油裂解
light-oil-cracking | Splitting light oil | Leichtöl spalten | 軽油分解 | Craquage d’huile légère | Крекинг дизеля | تكسير الزيت الخفيف | 轻油裂解
uranium-processing | Sorting uranium | Uran trennen | ウラン選別 | Tri de l’uranium | Разделение урана | فرز اليورانيوم | 铀处理
uranium-enrichment | Enriching uranium | Uran anreichern | ウラン濃縮 | Enrichissement | Обогащение урана | تخصيب اليورانيوم | 铀浓缩
uranium-fuel-reprocessing | Using cells again | Wiederaufarbeitung | 燃料再処理 | Retraitement | Переработка топлива | إعادة معالجة | 燃料再处理
molten-iron-from-lava | Iron from lava | Eisen aus Lava | 溶岩から鉄 | Fer tiré de la lave | Железо из лавы | حديد من الحمم | 熔岩炼铁
casting-steel | Casting steel | Stahl gießen | 鋼の鋳造 | Coulée d’acier | Литьё стали | صب الفولاذ | 铸钢
steam-condensation | Steam to water | Dampf zu Wasser | 蒸気の凝縮 | Condensation | Конденсация пара | تكثيف البخار | 蒸汽冷凝
metallic-asteroid-crushing | Crushing metal lumps | Metallbrocken brechen | 金属小惑星の破砕 | Concassage métallique | Дробление металла | سحق الكتل المعدنية | 破碎金属星岩
sunberry-processing | Mashing sunberries | Sonnenbeeren pressen | 陽果の加工 | Presser les baies | Обработка солнцеягод | معالجة توت الشمس | 加工阳果
nutrients-from-spoilage | Feed from compost | Nährstoffe aus Moder | 腐敗物から栄養 | Nutriments du compost | Питание из гнили | مغذيات من التلف | 腐烂物制养料
fill-barrel | Fill a barrel: __1__ | __1__ abfüllen | __1__をドラム缶に詰める | Remplir : __1__ | Наполнить: __1__ | تعبئة __1__ | 灌装__1__
empty-filled-barrel | Empty a barrel: __1__ | Fass leeren: __1__ | ドラム缶を空ける（__1__） | Vider : __1__ | Опорожнить: __1__ | تفريغ __1__ | 倒空__1__桶
recycling | __1__ (taken apart) | __1__ (zerlegen) | __1__の分解 | __1__ (démontage) | __1__ (разборка) | تفكيك __1__ | 拆解__1__
[technology-name]
automation | Automation | Automatisierung | 自動化 | Automatisation | Автоматизация | أتمتة | 自动化
electronics | Electronics | Elektronik | 電子工学 | Électronique | Электроника | إلكترونيات | 电子学
steam-power | Steam power | Dampfkraft | 蒸気動力 | Énergie vapeur | Паровая энергия | طاقة البخار | 蒸汽动力
logistics | Belts that go further | Logistik 1 | 物流学 | Logistique | Логистика | لوجستيات | 物流学
steel-processing | Steel making | Stahlerzeugung | 製鋼 | Sidérurgie | Сталеварение | صناعة الفولاذ | 炼钢
military | Arms | Bewaffnung | 軍事 | Militaire | Вооружение | عسكري | 军事
modules | Chips | Chips | チップ | Puces | Чипы | شرائح | 芯片
robotics | Robots | Robotik | ロボット工学 | Robotique | Роботехника | روبوتات | 机器人学
circuit-network | Signals on wires | Schaltungsnetz | 回路網 | Réseau logique | Логическая сеть | شبكة الدارات | 信号网络
railway | Railways | Eisenbahn | 鉄道 | Chemin de fer | Железная дорога | سكك حديدية | 铁路
oil-processing | Oil refining | Ölverarbeitung | 石油精製 | Raffinage du pétrole | Нефтепереработка | تكرير النفط | 石油加工
nuclear-power | Nuclear power | Kernkraft | 原子力 | Énergie nucléaire | Атомная энергия | طاقة نووية | 核能
agriculture | Gardens | Landwirtschaft | 農業 | Agriculture | Земледелие | زراعة | 农业
space-platform | Space platform | Raumplattform | 宇宙基地 | Plateforme spatiale | Космоплатформа | منصة فضاء | 太空平台
discovery | The way to __1__ | Der Weg nach __1__ | __1__への道 | La route de __1__ | Путь на __1__ | الطريق إلى __1__ | 前往__1__
mining-productivity-1 | More ore 1 | Mehr Erz 1 | 採掘効率1 | Plus de minerai 1 | Больше руды 1 | خام أكثر 1 | 采矿产能 1
mining-productivity | More ore | Mehr Erz | 採掘効率 | Plus de minerai | Больше руды | خام أكثر | 采矿产能
laser-shooting-speed-1 | Quicker lasers | Schnellere Laser | レーザー連射 | Lasers plus vifs | Быстрые лазеры | ليزر أسرع | 激光射速
rocket-silo | Rockets | Raketen | ロケット | Fusées | Ракеты | صواريخ | 火箭
modular-armor | Fitted armour | Modulrüstung | 組立アーマー | Armure modulaire | Модульная броня | درع مركب | 模块护甲
asteroid-handling | Catching rocks | Asteroiden fangen | 小惑星の利用 | Capture d’astéroïdes | Ловля астероидов | التقاط الكويكبات | 捕获星岩
tungsten-carving | Tungsten working | Wolframbearbeitung | タングステン加工 | Travail du tungstène | Обработка вольфрама | تشغيل التنغستن | 钨加工
uranium-processing | Uranium | Uran | ウラン | Uranium | Уран | يورانيوم | 铀
logistics-2 | Fast belts | Logistik 2 | 物流学2 | Logistique 2 | Логистика 2 | لوجستيات 2 | 物流学 2
logistics-3 | Express belts | Logistik 3 | 物流学3 | Logistique 3 | Логистика 3 | لوجستيات 3 | 物流学 3
automation-2 | Automation 2 | Automatisierung 2 | 自動化2 | Automatisation 2 | Автоматизация 2 | أتمتة 2 | 自动化 2
automation-3 | Automation 3 | Automatisierung 3 | 自動化3 | Automatisation 3 | Автоматизация 3 | أتمتة 3 | 自动化 3
fluid-handling | Fluids | Flüssigkeiten | 流体の扱い | Fluides | Жидкости | السوائل | 流体处理
nuclear-fuel-reprocessing | Spent fuel | Wiederaufarbeitung | 燃料再処理 | Retraitement | Переработка топлива | إعادة معالجة الوقود | 燃料再处理
military-2 | Arms 2 | Bewaffnung 2 | 軍事2 | Militaire 2 | Вооружение 2 | عسكري 2 | 军事 2
elevated-rail | Rails on pillars | Hochbahn | 高架線路 | Rails surélevés | Эстакады | سكك مرتفعة | 高架铁路
closed-path | Not this way | Kein Weg | 行き止まり | Impasse | Тупик | طريق مسدود | 死路
[technology-description]
automation | Let machines do it: see [technology=automation-2]. | Maschinen machen es: siehe [technology=automation-2]. | 機械に任せる。 | - | - | - | -
[tile-name]
grass-1 | Meadow | Wiese | 草地 | Prairie | Луг | مرج | 草地
grass-2 | Dry meadow | Trockene Wiese | 乾いた草地 | Prairie sèche | Сухой луг | مرج جاف | 干草地
grass-4 | Lush meadow | Satte Wiese | 豊かな草地 | Prairie grasse | Сочный луг | مرج خصب | 沃草地
sand-1 | Sand | Sand | 砂地 | Sable | Песок | رمل | 沙地
sand-3 | Grey sand | Grauer Sand | 灰色の砂地 | Sable gris | Серый песок | رمل رمادي | 灰沙地
dirt-1 | Soil | Erde | 土 | Terre | Земля | تراب | 土地
dirt-6 | Dark soil | Dunkle Erde | 黒土 | Terre noire | Чернозём | تراب داكن | 黑土
volcanic-ash-flats | Ash flats | Aschefeld | 火山灰の平地 | Plaine de cendres | Пепельная равнина | سهل رماد | 火山灰地
volcanic-cracks | Cracked lava | Rissiges Gestein | ひび割れ岩 | Roche fendue | Трещины | صخور متشققة | 裂岩地
snow | Snow | Schnee | 雪 | Neige | Снег | ثلج | 雪地
stone-path | Brick path | Ziegelweg | レンガ道 | Chemin de briques | Мощёная дорога | ممر طوب | 砖路
concrete | Concrete | Beton | コンクリート | Béton | Бетон | خرسانة | 混凝土
hazard-concrete | Striped concrete | Warnbeton | 警告コンクリート | Béton rayé | Полосатый бетон | خرسانة تحذير | 警示混凝土
refined-concrete | Fine concrete | Feinbeton | 上質コンクリート | Béton fin | Чистый бетон | خرسانة ناعمة | 精制混凝土
landfill | Fill | Aufschüttung | 埋立地 | Remblai | Насыпь | ردم | 填海地
space-platform-foundation | Deck | Deck | 宇宙床 | Pont | Палуба | سطح | 甲板
water | Water | Wasser | 水面 | Eau | Вода | ماء | 水面
deepwater | Deep water | Tiefes Wasser | 深い水 | Eau profonde | Глубокая вода | ماء عميق | 深水
lava | Lava | Lava | 溶岩 | Lave | Лава | حمم | 熔岩
empty-space | Nothing at all | Leere | 虚空 | Vide | Пустота | فراغ | 虚空
[space-location-name]
nauvis | Nauvis | Nauvis | ナウヴィス | Nauvis | Наувис | نوفيس | 诺维斯
vulcanus | Vulcanus | Vulcanus | ヴルカヌス | Vulcanus | Вулканус | فولكانوس | 武尔坎
gleba | Gleba | Gleba | グレバ | Gleba | Глеба | غليبا | 格莱巴
fulgora | Fulgora | Fulgora | フルゴラ | Fulgora | Фульгора | فولغورا | 富尔戈拉
aquilo | Aquilo | Aquilo | アクィロ | Aquilo | Аквило | أكويلو | 阿奎罗
rim | The rim | Der Rand | 辺境 | La lisière | Кромка | الحافة | 边缘
[surface-name]
space-platform | Space platform | Raumplattform | 宇宙基地 | Plateforme spatiale | Космоплатформа | منصة فضاء | 太空平台
[surface-property-name]
pressure | Air pressure | Luftdruck | 気圧 | Pression | Давление | ضغط | 气压
gravity | Gravity | Schwerkraft | 重力 | Gravité | Гравитация | جاذبية | 重力
magnetic-field | Magnetic field | Magnetfeld | 磁場 | Champ magnétique | Магнитное поле | مجال مغناطيسي | 磁场
solar-power | Sunlight | Sonnenlicht | 日照 | Ensoleillement | Солнце | ضوء الشمس | 日照
day-night-cycle | Length of day | Tageslänge | 一日の長さ | Durée du jour | Длина суток | طول اليوم | 昼夜周期
[surface-property-unit]
pressure | __1__ hPa | __1__ hPa | __1__ hPa | __1__ hPa | __1__ гПа | - | __1__ hPa
gravity | __1__ m/s² | __1__ m/s² | __1__ m/s² | __1__ m/s² | __1__ м/с² | - | -
[quality-name]
normal | Plain | Einfach | 普通 | Simple | Обычное | عادي | 普通
good | Good | Gut | 良い | Bon | Хорошее | جيد | 良好
fine | Fine | Fein | 上質 | Fin | Отличное | ممتاز | 优良
superb | Superb | Prächtig | 見事 | Superbe | Великолепное | رائع | 卓越
peerless | Peerless | Unvergleichlich | 無双 | Hors pair | Несравненное | لا نظير له | 无双
[equipment-name]
personal-shield | Small shield | Kleiner Schild | 小型シールド | Petit bouclier | Малый щит | درع صغير | 小型护盾
personal-battery | Belt battery | Gürtelbatterie | 携帯電池 | Batterie portative | Поясная батарея | بطارية حزام | 便携电池
[virtual-signal-name]
signal-1 | One | Eins | 信号1 | Un | Один | واحد | 一
signal-A | Letter A | Buchstabe A | 文字A | Lettre A | Буква А | حرف A | 字母 A
signal-red | Red signal | Rotes Signal | 赤信号 | Signal rouge | Красный сигнал | إشارة حمراء | 红色信号
signal-crimson | Crimson signal | Karminrotes Signal | 真紅信号 | Signal cramoisi | Багровый сигнал | إشارة قرمزية | 绯红信号
[achievement-name]
first-thousand | The first thousand | Die ersten tausend | 最初の千個 | Les mille premiers | Первая тысяча | الألف الأول | 第一千个
up-and-away | Up and away | Auf und davon | 空の彼方へ | Là-haut | Ввысь | إلى الأعلى | 冲上云霄
all-aboard | All aboard | Alle einsteigen | 発車オーライ | En voiture | По вагонам | الجميع على متن القطار | 全员上车
quiet-night | A quiet night | Eine ruhige Nacht | 静かな夜 | Une nuit calme | Тихая ночь | ليلة هادئة | 平静之夜
[airborne-pollutant-name]
pollution | Smoke | Rauch | 煙 | Fumée | Дым | دخان | 烟尘
spores | Spores | Sporen | 胞子 | Spores | Споры | أبواغ | 孢子
[fuel-category-name]
chemical | Things that burn | Brennbares | 燃える物 | Combustible | Горючее | قابل للحرق | 可燃物
nuclear | Nuclear | Nuklear | 核 | Nucléaire | Ядерное | نووي | 核
nutrients | Feed | Nährstoffe | 栄養 | Nutriments | Питание | مغذيات | 养料
[ammo-category-name]
bullet | Bullets | Kugeln | 弾丸 | Balles | Пули | رصاص | 子弹
laser | Lasers | Laser | レーザー | Laser | Лазер | ليزر | 激光
rocket | Rockets | Raketen | ロケット | Roquettes | Ракеты | صواريخ | 火箭
[damage-type-name]
physical | Blows | Physisch | 物理 | Physique | Физический | مادي | 物理
fire | Fire | Feuer | 火 | Feu | Огонь | نار | 火焰
explosion | Blast | Explosion | 爆発 | Explosion | Взрыв | انفجار | 爆炸
laser | Laser | Laser | レーザー | Laser | Лазер | ليزر | 激光
[shortcut]
undo | Undo | Rückgängig | 元に戻す | Annuler | Отменить | تراجع | 撤销
[autoplace-control-names]
trees | Trees | Bäume | 樹木 | Arbres | Деревья | أشجار | 树木
[asteroid-chunk-name]
metallic-asteroid-chunk | Lump of metal | Metallbrocken | 金属小惑星片 | Fragment métallique | Обломок металла | كتلة معدنية | 金属星岩
[space-connection-name]
nauvis-vulcanus | Nauvis to Vulcanus | Nauvis – Vulcanus | ナウヴィス〜ヴルカヌス | Nauvis – Vulcanus | Наувис – Вулканус | نوفيس – فولكانوس | 诺维斯—武尔坎
[decorative-name]
green-tuft | Green tuft | Grünes Büschel | 緑の草むら | Touffe verte | Зелёный пучок | خصلة خضراء | 绿草丛
[odd]
name | A name that breaks things | Ein Name, der stört | 壊す名前 | Un nom gênant | Ломающее имя | اسم مزعج | 捣蛋名
round-and-round | __1__ | - | - | - | - | - | -
`;
